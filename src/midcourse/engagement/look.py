"""One slot of time of one radar: where it turns, what it looks at, and what it finds; compiled."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from midcourse.engagement.geometry import SLOT_S
from midcourse.kernels._jit import kernel
from midcourse.kernels.earth import into_frame, turned_frame
from midcourse.kernels.path import state_at
from midcourse.kernels.philox import leftover
from midcourse.sensors.radar import aside_gain, detects, errors, frame_of, off_boresight, pointed, radar_of
from midcourse.sensors.tasking import (
    BESIDE,
    IDLE,
    MOST_SAVED_S,
    SEARCH,
    beside_cost,
    direction,
    free_share,
    missed,
    spare_share,
    task,
    turned,
)
from midcourse.streams import BIAS, CUE, LOOK, TURN, normals, normals_of, uniform, words
from midcourse.tracking.book import (
    CUED,
    EMPTY,
    ONE_DETECTION,
    TENTATIVE,
    absorb,
    carry_book,
    miss_look,
    take_cue,
)
from midcourse.tracking.track import Sight, coasted, nudged, unsure

CARRY_SLOTS = 10  # a cue is carried forward so often
LOWEST_M = 6.34e6  # what should be deeper than this has come down
SMALL = 0.02  # tangents of smaller angles are the angles, to 2e-4 of them
TURN_SLOTS = 4  # between orders to an antenna that turns
LATER = 9  # a look at what is held, not yet worked out
MOST_WIDER = 3  # a cued look that fails is repeated twice, three times, four times as wide


class Luck(NamedTuple):
    """The seed and the world whose draws a batch uses, and the share of a feature that a class has in common."""

    seed: np.uint64
    world: int
    alike: float


class Things(NamedTuple):
    """What the loop knows of the sky: paths, what is reflected, what burns until when; `key`: whose luck it is."""

    nodes: np.ndarray
    counts: np.ndarray
    ends_s: np.ndarray
    burning_until_s: np.ndarray
    rcs_m2: np.ndarray
    is_warhead: np.ndarray
    raid: np.ndarray
    key: np.ndarray


class Mind(NamedTuple):
    """What the defence has in its books in one run.

    `books` by object; by object and radar: `looks` detections, `feature` what sets it off from its class and `noise`
    the sum of the errors of that; `last_s` last look at each object, then, in rows of their own, last search beside
    it; by radar: `saved_s` time to spend, `boresight_rad`; by launch: `first` what is tracked or cued of it and leads;
    by object: `lead` that of its launch, `cued` 1 once its state has been reported; `due`, `plan`: room for the looks
    and searches of a slot; `shared`: by object, covariance of its track with the constant errors of all radars;
    `slope`, `fallen`: how its impact moves with its state, and where it was predicted last, see `rows`; `rank` and
    `order`: who comes first of what is equal, drawn in each run, so that nothing hangs on how the sky is numbered.
    """

    books: np.ndarray
    last_s: np.ndarray
    saved_s: np.ndarray
    boresight_rad: np.ndarray
    looks: np.ndarray
    noise: np.ndarray
    feature: np.ndarray
    first: np.ndarray
    lead: np.ndarray
    cued: np.ndarray
    due: np.ndarray
    plan: np.ndarray
    shared: np.ndarray
    slope: np.ndarray
    fallen: np.ndarray
    bias: np.ndarray
    room: np.ndarray
    stirred: np.ndarray
    sectors: np.ndarray
    heading: np.ndarray
    rank: np.ndarray
    order: np.ndarray


@kernel(shared=True, bare=True)
def take_reports(earth, rules, mind, things, reports, luck, run, slot, t):
    """Take the satellites' states into the books, carry cues forward, and find the lead of every launch.

    Args:
        earth, rules: Earth and TrackRules.
        mind, things: Mind and Things.
        reports: Cues.
        luck, run: Luck and the number of the run.
        slot, t: moment.
    """
    mind.sectors[0] = 0
    for k in range(things.counts.shape[0]):
        if mind.cued[k] == 0 and reports.state_s[k] <= t:
            mind.cued[k] = 1
            mind.stirred[0] = 1
            _take_state(mind, things, reports, luck, run, t, k)
        # a sector is searched from the report of a launch until something of it is tracked or cued
        if reports.first_s[k] <= t and mind.lead[k] < 0 and mind.cued[k] == 0:
            mind.sectors[0] += 1
        if slot % CARRY_SLOTS == 0 and mind.books[k].stage == CUED and t > mind.books[k].time_s:
            book = mind.books[k]
            carry_book(earth, rules, book, t, False, mind.shared[k], mind.room)
    if mind.stirred[0] == 0:
        return
    mind.stirred[0] = 0
    _find_leads(mind, things)


@kernel(shared=True, bare=True)
def _find_leads(mind, things):
    first = mind.first
    for launch in range(first.shape[0]):
        first[launch] = -1
    for i in range(mind.order.shape[0]):
        k = mind.order[i]
        stage, launch = mind.books[k].stage, things.raid[k]
        if stage < TENTATIVE and stage != CUED:
            continue
        if first[launch] < 0 or _leads(mind.books[k], mind.books[first[launch]]):
            first[launch] = k
    for k in range(mind.lead.shape[0]):
        mind.lead[k] = first[things.raid[k]]


@kernel(shared=True, bare=True)
def _leads(book, other):
    # what is tracked before what is cued, and what has been tracked longest
    if (book.stage >= TENTATIVE) != (other.stage >= TENTATIVE):
        return book.stage >= TENTATIVE
    return book.stage >= TENTATIVE and book.begun_s < other.begun_s


@kernel(shared=True, bare=True)
def _take_state(mind, things, reports, luck, run, t, k):
    state = mind.room[0]
    x, y, z, vx, vy, vz = state_at(things.nodes[k], things.counts[k], t)
    a, b, c, _ = normals(luck.seed, CUE, luck.world, run, things.key[k], 0, 0)
    d, e, f, _ = normals(luck.seed, CUE, luck.world, run, things.key[k], 0, 1)
    sp, sv = reports.position_sigma_m[k], reports.velocity_sigma_m_s[k]
    state[0], state[1], state[2] = x + sp * a, y + sp * b, z + sp * c
    state[3], state[4], state[5] = vx + sv * d, vy + sv * e, vz + sv * f
    take_cue(mind.books[k], t, state, sp, sv)


@kernel(shared=True, bare=True)
def draw_biases(mind, table, luck, run):
    """Draw the constant errors of all radars in one run: azimuth, elevation and range, in standard errors."""
    for s in range(table.shape[0]):
        actor = np.int64(radar_of(table, s).actor)
        a, b, c, _ = normals(luck.seed, BIAS, luck.world, run, 0, actor, 0)
        mind.bias[s, 0], mind.bias[s, 1], mind.bias[s, 2] = a, b, c


@kernel(shared=True, bare=True)
def draw_turns(mind, things, luck, run):
    """Draw who comes first of what is equal in one run."""
    objects = things.counts.shape[0]
    for k in range(objects):
        mind.rank[k] = uniform(luck.seed, TURN, luck.world, run, things.key[k], 0, 0)
    for k in range(objects):
        place = 0
        for j in range(objects):
            if mind.rank[j] < mind.rank[k]:
                place += 1
        mind.order[place] = k


@kernel(shared=True, bare=True)
def draw_headings(mind, things, luck, run):
    """Draw the error of the heading that satellites report of each launch, in standard errors."""
    for k in range(things.counts.shape[0]):
        mind.heading[k], _, _, _ = normals(luck.seed, CUE, luck.world, run, things.key[k], 0, 2)


@kernel(shared=True, bare=True)
def radar_slot(earth, rules, mind, table, s, view, things, reports, luck, run, r, slot, t, seen):
    """Let one radar spend one slot of its time: who has waited longest comes first, and waits until it can be paid.

    Args:
        earth, rules: Earth and TrackRules.
        mind, table, s: Mind, radars (n, FIELDS) and the number of this one.
        view, things, reports: Geometry, Things and Cues.
        luck, run, r: Luck, number of the run and its position in the batch.
        slot, t: moment.
        seen: Watched, written.
    """
    radar = radar_of(table, s)
    objects = things.counts.shape[0]
    mind.saved_s[s] = min(mind.saved_s[s] + SLOT_S * spare_share(radar, mind.sectors[0]), MOST_SAVED_S)
    if view.many[slot, s] == 0 and (radar.turn_rad_s == 0.0 or slot % TURN_SLOTS != 0):
        return
    frame = turned_frame(frame_of(radar), view.spin[slot, 0], view.spin[slot, 1])
    if radar.turn_rad_s > 0.0 and slot % TURN_SLOTS == 0:
        _turn(earth, mind, radar, s, frame, t)
    count = _plan(mind, table, s, view, things, reports, slot, t)
    searches, saving = 0, False
    for i in range(count):
        searches += int(mind.plan[mind.due[i], 0]) == SEARCH
    for i in range(count // 2 - 1, -1, -1):
        _sink(mind, things, i, count)
    # once a look has to wait for time, those behind it wait too; only searches, which are paid for, go on
    while count > 0 and (searches > 0 or not saving):
        n = mind.due[0]
        count -= 1
        mind.due[0] = mind.due[count]
        _sink(mind, things, 0, count)
        searches -= int(mind.plan[n, 0]) == SEARCH
        if mind.last_s[n, s] == t:
            continue  # covered by a beam a moment ago
        k = n % objects
        if mind.plan[n, 0] == LATER and (saving or not _work_out(mind, radar, view, s, slot, t, k)):
            continue
        what, dwell_s, cost_s, width = int(mind.plan[n, 0]), mind.plan[n, 1], mind.plan[n, 2], mind.plan[n, 3]
        if what != SEARCH:
            saving = saving or min(cost_s, MOST_SAVED_S) > mind.saved_s[s] + 1e-12
            if saving:
                continue
            mind.saved_s[s] -= cost_s
        mind.last_s[n, s] = t
        # first the object itself, then what else the beam covers where something is held in its middle
        many = objects if mind.lead[k] == k and what != SEARCH else 0
        for j in range(-1, many):
            at, off2 = k, 0.0
            if j < 0:
                if what == BESIDE:
                    continue
                if mind.books[k].stage >= TENTATIVE or mind.books[k].stage == CUED:
                    off2 = _off(earth, mind.books[k], frame, view, s, slot, t, k)
            else:
                off2 = _uncovered(mind, radar, frame, view, s, slot, t, k, j)
                if not 4.0 * off2 <= width * width:
                    continue
                mind.last_s[j, s] = t
                at = j
            _dwell(
                earth,
                rules,
                mind,
                table,
                s,
                frame,
                view,
                things,
                luck,
                run,
                r,
                slot,
                t,
                at,
                missed(radar, off2, width),
                dwell_s,
                seen,
            )


@kernel(shared=True, bare=True)
def _sink(mind, things, at, count):
    # let one of what is due sink to its place in the heap, whose head comes first
    due = mind.due
    while 2 * at + 1 < count:
        child = 2 * at + 1
        if child + 1 < count and _before(mind, things, due[child + 1], due[child]):
            child += 1
        if not _before(mind, things, due[child], due[at]):
            return
        due[at], due[child] = due[child], due[at]
        at = child


@kernel(shared=True, bare=True)
def _before(mind, things, a, b):
    # by the last look when it was planned: one that a beam covers meanwhile keeps its place
    if mind.plan[a, 4] != mind.plan[b, 4]:
        return mind.plan[a, 4] < mind.plan[b, 4]
    objects = things.counts.shape[0]
    if a % objects != b % objects:
        return mind.rank[a % objects] < mind.rank[b % objects]
    return a < b


@kernel(shared=True, bare=True)
def _turned_away(mind, radar, view, s, slot, k):
    # whether an antenna that turns does not have an object in its field; for others `up` says so
    if radar.turn_rad_s == 0.0:
        return False
    return abs(off_boresight(mind.boresight_rad[s], view.azimuth_rad[slot, k, s])) > radar.half_field_rad


@kernel(shared=True, bare=True)
def _off(earth, book, frame, view, s, slot, t, k):
    # the beam goes where the book says, and not where the object is
    x, y, z = coasted(earth, t - book.time_s, book.state)
    return _apart(frame, view.place_m[slot, k], view.range_m[slot, k, s], x, y, z)


@kernel(shared=True, bare=True)
def _uncovered(mind, radar, frame, view, s, slot, t, k, j):
    # how far from object k the radar comes upon object j, which nobody holds yet; infinite where it cannot
    if view.up[slot, j, s] == 0 or mind.books[j].stage >= ONE_DETECTION or mind.last_s[j, s] == t:
        return np.inf
    if _turned_away(mind, radar, view, s, slot, j):
        return np.inf
    place = view.place_m[slot, j]
    return _apart(frame, view.place_m[slot, k], view.range_m[slot, k, s], place[0], place[1], place[2])


@kernel(shared=True, bare=True)
def _apart(frame, place, range_m, x, y, z):
    # the square of the angle at the radar between a place at a range and a point, all `eci`
    dx, dy, dz = x - place[0], y - place[1], z - place[2]
    along = (place[0] - frame.x_m) * dx + (place[1] - frame.y_m) * dy + (place[2] - frame.z_m) * dz
    r2 = range_m * range_m
    across = max(
        (dx * dx + dy * dy + dz * dz) * r2 - along * along, 0.0
    )  # both times the range, one of them squared
    ahead = r2 + along
    if ahead > 0.0 and across < SMALL * SMALL * ahead * ahead:
        return across / (ahead * ahead)
    return math.atan2(math.sqrt(across), ahead) ** 2


@kernel(shared=True, bare=True)
def _turn(earth, mind, radar, s, frame, t):
    # towards the first launch that is tracked or cued and still in the air, where the books say it is
    for i in range(mind.order.shape[0]):
        k = mind.order[i]
        if mind.lead[k] != k:
            continue
        book = mind.books[k]
        x, y, z = coasted(earth, t - book.time_s, book.state)
        if x * x + y * y + z * z < LOWEST_M * LOWEST_M:
            continue
        wanted, _ = direction(frame, x, y, z)
        mind.boresight_rad[s] = turned(radar, mind.boresight_rad[s], wanted, TURN_SLOTS * SLOT_S)
        return


@kernel(shared=True, bare=True)
def _plan(mind, table, s, view, things, reports, slot, t):
    # looks that may be due, and searches beside objects, which are numbered after all objects; returns how many
    count = 0
    radar = radar_of(table, s)
    share = free_share(radar)
    objects = things.counts.shape[0]
    visit = max(1, int(round(radar.revisit_s / SLOT_S)))
    phase = slot % visit
    for k in range(objects):
        if view.up[slot, k, s] == 0:
            continue
        book = mind.books[k]
        beside = mind.lead[k] == k and book.stage >= TENTATIVE
        rested = t - mind.last_s[k, s] + 1e-9 >= radar.look_s
        if not rested and not beside and book.stage >= ONE_DETECTION:
            continue  # most looks that are not due end here
        if book.stage == EMPTY and int(mind.rank[k] * visit) != phase:
            continue  # and most searches
        if _turned_away(mind, radar, view, s, slot, k):
            continue
        if book.stage >= ONE_DETECTION:
            # most of a crowd that is held waits for time that the radar has not: it is worked out when its turn comes
            wanted = rested
            mind.plan[k, 0], mind.plan[k, 4] = LATER, mind.last_s[k, s]
        else:
            # the sector about the reported heading is four standard errors wide
            sector = reports.first_s[k] <= t and mind.cued[k] == 0 and abs(mind.heading[k]) <= 2.0
            reported, its_turn = mind.sectors[0] if sector else 0, phase == int(mind.rank[k] * visit)
            wanted = _task(mind, radar, view, s, slot, t, k, rested, reported, its_turn)
        if wanted:
            mind.due[count] = k
            count += 1
        if beside and t - mind.last_s[objects + k, s] + 1e-9 >= radar.revisit_s:
            cost_s = beside_cost(radar)
            if (t - mind.last_s[objects + k, s] + 1e-9) * share >= cost_s:
                plan = mind.plan[objects + k]
                plan[0], plan[1], plan[2], plan[3] = BESIDE, radar.dwell_s, cost_s, 2.0 * radar.beside_rad
                plan[4] = mind.last_s[objects + k, s]
                mind.due[count] = objects + k
                count += 1
    return count


@kernel(shared=True, bare=True)
def _work_out(mind, radar, view, s, slot, t, k):
    return _task(mind, radar, view, s, slot, t, k, True, 0, False)


@kernel(shared=True, bare=True)
def _task(mind, radar, view, s, slot, t, k, rested, reported, its_turn):
    # what the radar does about one object, into the plan; whether it is anything
    book = mind.books[k]
    sigma = 0.0
    if rested and (book.stage == CUED or book.stage >= TENTATIVE):
        sigma = unsure(t - book.time_s, book.burning, book.cov)
        if book.stage == CUED:
            sigma *= 1.0 + min(book.missed, MOST_WIDER)
    held = 1 if book.stage >= ONE_DETECTION else 0
    what, dwell_s, cost_s, width = task(
        radar, t, mind.last_s[k, s], view.elevation_rad[slot, k, s], view.range_m[slot, k, s], held, sigma, reported,
        its_turn,
    )  # fmt: skip
    plan = mind.plan[k]
    plan[0], plan[1], plan[2], plan[3], plan[4] = what, dwell_s, cost_s, width, mind.last_s[k, s]
    return what != IDLE


@kernel(shared=True, bare=True)
def _dwell(earth, rules, mind, table, s, frame, view, things, luck, run, r, slot, t, k, off2, dwell_s, seen):
    # one look at one object, with the beam off by an angle, squared: detected or not, measured, taken into its book
    radar = radar_of(table, s)
    range_m = view.range_m[slot, k, s]
    burning = 1 if t < things.burning_until_s[k] else 0
    ratio = view.ratio_per_s[slot, k, s] * dwell_s
    if radar.turn_rad_s > 0.0:
        ratio *= aside_gain(radar, off_boresight(mind.boresight_rad[s], view.azimuth_rad[slot, k, s]))
    if off2 > 0.0:
        ratio = max(ratio * pointed(radar, off2), 1e-30)
    seen.looks[r, k] += 1
    if not ratio <= seen.best_ratio[r, k]:
        seen.best_ratio[r, k] = ratio
    actor = np.int64(radar.actor)
    key = things.key[k]
    book = mind.books[k]
    # one block of random words serves a look: its errors and, from the bits they leave, whether it detects
    w0, w1, w2, w3 = words(luck.seed, LOOK, luck.world, run, key, actor, slot)
    if not detects(radar, ratio, leftover(w0, w1, w2, w3)):
        miss_look(rules, book)
        return
    if np.isnan(seen.first_s[r, k]):
        seen.first_s[r, k] = t
    if np.isnan(seen.sensor_first_s[r, k, s]):
        seen.sensor_first_s[r, k, s] = t
    range_sigma_m, angle_sigma_rad = errors(radar, ratio)
    n0, n1, n2, n3 = normals_of(w0, w1, w2, w3)
    b0, b1, b2 = mind.bias[s, 0], mind.bias[s, 1], mind.bias[s, 2]
    place = view.place_m[slot, k]
    east, north, up = into_frame(frame, place[0], place[1], place[2])
    flat, inv_range = math.sqrt(east * east + north * north), 1.0 / range_m
    inv = 1.0 / flat
    off_rad = angle_sigma_rad * n0 + radar.angle_bias_rad * b0
    sin_az, cos_az = nudged(east * inv, north * inv, off_rad * range_m * inv)
    sin_el, cos_el = nudged(up * inv_range, flat * inv_range, angle_sigma_rad * n1 + radar.angle_bias_rad * b1)
    seen_at = Sight(sin_az, cos_az, sin_el, cos_el, range_m + range_sigma_m * n2 + radar.range_bias_m * b2)
    mind.looks[k, s] += 1
    mind.noise[k, s] += n3
    stage = book.stage
    absorb(
        earth, rules, book, s, radar, frame, t, seen_at, range_sigma_m, angle_sigma_rad,
        burning, mind.room, mind.shared[k],
    )  # fmt: skip
    if book.stage != stage:
        mind.stirred[0] = 1
