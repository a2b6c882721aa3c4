"""Make the stages of missiles whose stage data are not public, or check that the catalogue holds what this makes.

A recipe is what is known or chosen of a missile as a whole: launch mass, what stands on top, how many stages, how the
mass is split between them, the share of each stage that is structure, the class of its propellant and its burn time.
From these follow propellant and inert mass (rounded to 5 kg), specific impulse and the brackets of
docs/stage-models.md. All that comes out is `assumed`; a recipe says how it was chosen, never what a real missile is.

Run: python tools/make_stages.py            lists the recipes
     python tools/make_stages.py sejjil     prints the YAML block of one missile
     python tools/make_stages.py --check    compares every recipe with its entry; exit 1 where they differ
"""

import sys
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

SOURCE = "midcourse-stage-models"
RULE = {
    "propellant": 0.05,
    "inert": 0.20,
    "isp_vacuum": 0.02,
    "isp_sea_level": 0.02,
    "burn": 0.10,
    "diameter": 0.05,
}
UNITS = {
    "propellant": "kg",
    "inert": "kg",
    "isp_vacuum": "s",
    "isp_sea_level": "s",
    "burn": "s",
    "diameter": "m",
}
WORDS = {
    "propellant": "from launch mass, split and structure share",
    "inert": "from launch mass, split and structure share",
    "isp_vacuum": "after the class of propellant",
    "isp_sea_level": "after the class of propellant",
    "burn": "chosen within the class",
    "diameter": "as published or drawn",
}

# specific impulse in vacuum and at sea level [s], stage by stage
ISP = {
    "kerosene, nitric acid, improved": ((250, 228),),
    "kerosene cluster, storable above": ((250, 226), (290, 255)),
    "kerosene, nitric acid, pump-fed": ((258, 230), (285, 250)),
    "storable, modest": ((275, 247), (295, 258)),
    "storable, gas generator": ((293, 265), (290, 255)),
    "storable, staged combustion, early": ((310, 285), (322, 280)),
    "storable, staged combustion, late": ((318, 293), (330, 280)),
    "composite, poor": ((248, 225), (258, 232)),
    "composite, ordinary": ((262, 236), (272, 242)),
    "composite, fair": ((258, 233), (270, 240)),
    "composite, three stages": ((262, 236), (277, 243), (280, 245)),
    "composite, Soviet 1980s": ((263, 238), (283, 250), (286, 250)),
    "composite, Russian 1990s": ((266, 240), (285, 250), (288, 250)),
}


class Recipe(NamedTuple):
    """A missile as a whole; `split` and `structure` have one share a stage, `bounds` the brackets off the rule."""

    launch_kg: float
    payload_kg: float
    split: tuple[float, ...]
    structure: tuple[float, ...]
    isp: str
    burn_s: tuple[float, ...]
    diameter_m: tuple[float, ...]
    shroud_kg: float = 0.0
    bounds: Mapping[tuple[int, str], tuple[float, float]] = MappingProxyType({})


RECIPES = {
    "ghadr": Recipe(16_500, 750, (1.0,), (0.1149,), "kerosene, nitric acid, improved", (113,), (1.25,)),
    "sejjil": Recipe(
        22_250,
        750,
        (0.6977, 0.3023),
        (0.2067, 0.2185),
        "composite, poor",
        (58, 48),
        (1.25, 1.25),
        bounds={
            (0, "burn"): (50, 70),
            (1, "burn"): (40, 55),
            (0, "isp_vacuum"): (240, 262),
            (1, "isp_vacuum"): (248, 272),
            (0, "inert"): (2_100, 3_600),
            (1, "inert"): (980, 1_560),
        },
    ),
    "sejjil@ordinary-technology": Recipe(
        22_250, 750, (0.6977, 0.3023), (0.14, 0.15), "composite, ordinary", (58, 48), (1.25, 1.25)
    ),
    "notional-irbm": Recipe(
        38_960, 1_000, (0.735, 0.265), (0.1398, 0.1501), "composite, fair", (68, 62), (1.8, 1.5)
    ),
    "notional-icbm": Recipe(
        50_920,
        1_000,
        (0.6851, 0.2258, 0.0891),
        (0.1199, 0.1304, 0.1393),
        "composite, three stages",
        (62, 60, 58),
        (2.0, 1.8, 1.5),
    ),
    "notional-icbm-liquid": Recipe(
        66_260, 1_000, (0.8198, 0.1802), (0.0897, 0.1199), "storable, modest", (125, 120), (2.4, 2.0)
    ),
    "notional-icbm-liquid@kerosene": Recipe(
        69_820,
        1_000,
        (0.8197, 0.1803),
        (0.07995, 0.0999),
        "kerosene, nitric acid, pump-fed",
        (125, 120),
        (2.4, 2.0),
    ),
    "hwasong-12": Recipe(
        25_900,
        400,
        (1.0,),
        (0.07843,),
        "storable, gas generator",
        (150,),
        (1.65,),
        bounds={(0, "isp_vacuum"): (285, 301), (0, "isp_sea_level"): (255, 272), (0, "burn"): (125, 165)},
    ),
    "hwasong-14": Recipe(
        32_530,
        530,
        (0.86875, 0.13125),
        (0.08273, 0.11905),
        "storable, gas generator",
        (165, 110),
        (1.7, 1.4),
        bounds={(1, "burn"): (60, 200)},
    ),
    "hwasong-15": Recipe(
        66_810,
        910,
        (0.86798, 0.13202),
        (0.09091, 0.13793),
        "storable, gas generator",
        (135, 55),
        (2.4, 2.4),
        bounds={(0, "burn"): (121.5, 165), (1, "burn"): (50, 80)},
    ),
    "hwasong-15@light": Recipe(
        58_000,
        1_000,
        (0.85965, 0.14035),
        (0.08163, 0.125),
        "storable, gas generator",
        (125, 60),
        (2.4, 2.4),
    ),
    "hwasong-17": Recipe(
        90_000,
        1_000,
        (0.86, 0.14),
        (0.085, 0.115),
        "storable, gas generator",
        (125, 60),
        (2.4, 2.4),
        bounds={(0, "burn"): (110, 150), (1, "burn"): (50, 120)},
    ),
    "taepodong-2-large": Recipe(
        84_400,
        1_000,
        (0.82734, 0.17266),
        (0.10435, 0.10417),
        "kerosene cluster, storable above",
        (119, 115),
        (2.4, 1.5),
    ),
    "topol": Recipe(
        45_100,
        1_000,
        (0.6376, 0.2362, 0.1262),
        (0.1133, 0.1131, 0.1127),
        "composite, Soviet 1980s",
        (60, 62, 56),
        (1.80, 1.55, 1.34),
        500,
    ),
    "topol-m": Recipe(
        47_200,
        1_200,
        (0.62857, 0.25275, 0.11868),
        (0.1049, 0.10522, 0.10556),
        "composite, Russian 1990s",
        (60, 62, 56),
        (1.86, 1.61, 1.58),
        500,
    ),
    "ss-19": Recipe(
        105_600,
        4_350,
        (0.81886, 0.18114),
        (0.06424, 0.07671),
        "storable, staged combustion, early",
        (115, 190),
        (2.5, 2.5),
        500,
    ),
    "ss-18": Recipe(
        209_240,
        8_800,
        (0.79779, 0.20221),
        (0.07185, 0.09037),
        "storable, staged combustion, late",
        (102, 157),
        (3.0, 3.0),
        700,
        bounds={(1, "isp_vacuum"): (326, 340)},
    ),
}


class Number(NamedTuple):
    """One number of a stage with its bracket."""

    value: float
    low: float
    high: float


def stages(recipe: Recipe) -> list[dict[str, Number]]:
    """Return the stages that a recipe makes, first to burn first."""
    mass_kg = recipe.launch_kg - recipe.payload_kg - recipe.shroud_kg
    made = []
    for i, (share, structure) in enumerate(zip(recipe.split, recipe.structure, strict=True)):
        vacuum_s, sea_level_s = ISP[recipe.isp][i]
        values = {
            "propellant": _even(mass_kg * share * (1.0 - structure)),
            "inert": _even(mass_kg * share * structure),
            "isp_vacuum": vacuum_s,
            "isp_sea_level": sea_level_s,
            "burn": recipe.burn_s[i],
            "diameter": recipe.diameter_m[i],
        }
        made.append({key: _number(recipe, i, key, value) for key, value in values.items()})
    return made


def _even(mass_kg: float) -> float:
    return 5.0 * round(mass_kg / 5.0)


def _number(recipe: Recipe, stage: int, key: str, value: float) -> Number:
    digits = 0 if key in ("propellant", "inert") else 3 if key == "diameter" else 1
    low, high = recipe.bounds.get((stage, key), (value * (1.0 - RULE[key]), value * (1.0 + RULE[key])))
    return Number(value, round(low, digits), round(high, digits))


def block(recipe: Recipe) -> str:
    """Return the `stages` block of an entry."""
    lines = ["stages:"]
    for i, stage in enumerate(stages(recipe)):
        for key, number in stage.items():
            own = "; own bracket" if (i, key) in recipe.bounds else ""
            values = ", ".join(
                f"{name}: {x:g} {UNITS[key]}" for name, x in zip(number._fields, number, strict=True)
            )
            where = f"section 3; by tools/make_stages.py {WORDS[key]}{own}"
            lines.append(f"  {'- ' if key == 'propellant' else '  '}{key}: {{{values}, source: {SOURCE},")
            lines.append(f'      where: "{where}", grade: assumed}}')
        if i == len(recipe.split) - 1:
            lines.append(
                "    cut_off: true  # assumed: thrust can end early, so that shorter ranges can be flown"
            )
    return "\n".join(lines)


def differences(name: str) -> list[str]:
    """Return where the catalogue's entry is not what its recipe makes."""
    from midcourse.catalog import load_missile

    missile, numbers = load_missile(name)
    recipe = RECIPES[name]
    made = stages(recipe)
    found = []
    if len(made) != len(missile.stages):
        return [f"{name}: {len(missile.stages)} stages in place of {len(made)}"]
    for i, stage in enumerate(made):
        for key, number in stage.items():
            held = numbers[f"stages.{i}.{key}"]
            if (held.value, held.low, held.high) != number or held.grade != "assumed":
                found.append(f"{name}: stages.{i}.{key}: {held.low, held.value, held.high} {held.grade}")
    if (missile.payload_kg, missile.shroud_kg) != (recipe.payload_kg, recipe.shroud_kg):
        found.append(f"{name}: payload or shroud are not those of the recipe")
    mass_kg = missile.payload_kg + missile.shroud_kg
    mass_kg += sum(stage.propellant_kg + stage.inert_kg for stage in missile.stages)
    if abs(mass_kg - recipe.launch_kg) > 15.0:
        found.append(f"{name}: launch mass {mass_kg:.0f} kg in place of {recipe.launch_kg:.0f}")
    return found


def main(arguments: list[str]) -> int:
    if arguments == ["--check"]:
        found = [line for name in RECIPES for line in differences(name)]
        print("\n".join(found) or f"{len(RECIPES)} entries hold what their recipes make")
        return 1 if found else 0
    if not arguments:
        for name, recipe in RECIPES.items():
            print(f"{name}: {recipe.launch_kg / 1e3:.1f} t, {len(recipe.split)} stages, {recipe.isp}")
        return 0
    for name in arguments:
        if name not in RECIPES:
            print(f"no recipe {name}; there are: {', '.join(RECIPES)}", file=sys.stderr)
            return 2
        print(block(RECIPES[name]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
