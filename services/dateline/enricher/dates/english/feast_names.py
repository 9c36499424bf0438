"""English names of days that have one, each with the key of its rule in ``feasts``."""

# ruff: noqa: E501  many names on a line

from __future__ import annotations

# Days with a name. How each falls on the calendar: ``feasts``.
FEASTS = {
    "christmas eve": "christmas_eve", "christmas day": "christmas", "christmas": "christmas", "xmas": "christmas",
    "boxing day": "boxing_day", "new year's day": "new_year", "new years day": "new_year",
    "new year's eve": "new_years_eve", "new years eve": "new_years_eve", "valentine's day": "valentine",
    "halloween": "halloween", "independence day": "independence", "fourth of july": "independence",
    "july fourth": "independence", "veterans day": "veterans", "memorial day": "memorial", "labor day": "labor",
    "thanksgiving day": "thanksgiving", "thanksgiving": "thanksgiving", "columbus day": "columbus",
    "presidents day": "presidents", "presidents' day": "presidents", "martin luther king jr. day": "mlk",
    "martin luther king day": "mlk", "easter sunday": "easter", "easter monday": "easter_monday", "easter": "easter",
    "good friday": "good_friday", "palm sunday": "palm_sunday", "ash wednesday": "ash_wednesday",
    "maundy thursday": "maundy_thursday", "st. patrick's day": "st_patrick", "may day": "may_day",
    "election day": "election", "black friday": "black_friday", "cyber monday": "cyber_monday",
    "black monday": "black_monday", "bastille day": "bastille", "armistice day": "veterans",
    "remembrance day": "veterans", "juneteenth": "juneteenth", "earth day": "earth",
    "mother's day": "mothers", "mothers day": "mothers", "father's day": "fathers", "fathers day": "fathers",
    "xmas eve": "christmas_eve", "xmas day": "christmas", "new year's": "new_year", "nye": "new_years_eve",
    "hogmanay": "new_years_eve", "epiphany": "epiphany", "twelfth night": "twelfth_night", "burns night": "burns_night",
    "australia day": "australia_day", "groundhog day": "groundhog", "st. david's day": "st_david",
    "st patrick's day": "st_patrick", "saint patrick's day": "st_patrick", "international women's day": "womens",
    "april fools' day": "april_fools", "april fool's day": "april_fools", "st. george's day": "st_george",
    "anzac day": "anzac", "cinco de mayo": "cinco_de_mayo", "canada day": "canada_day",
    "all saints' day": "all_saints", "all saints day": "all_saints", "all souls' day": "all_souls",
    "bonfire night": "bonfire_night", "guy fawkes night": "bonfire_night", "st. andrew's day": "st_andrew",
    "early may bank holiday": "may_monday", "may day bank holiday": "may_monday", "late may bank holiday": "memorial",
    "spring bank holiday": "memorial", "august bank holiday": "august_monday", "summer bank holiday": "august_monday",
    "world aids day": "world_aids", "thanksgiving eve": "thanksgiving_eve", "mlk day": "mlk",
    "indigenous peoples' day": "columbus", "easter eve": "holy_saturday",
    "holy saturday": "holy_saturday", "shrove tuesday": "shrove_tuesday", "mardi gras": "shrove_tuesday",
    "pancake day": "shrove_tuesday", "mothering sunday": "mothering_sunday", "ascension day": "ascension",
    "pentecost": "pentecost", "whit sunday": "pentecost", "whit monday": "whit_monday", "orthodox easter": "orthodox_easter",
    "orthodox christmas": "orthodox_christmas", "d-day": "d_day", "valentines day": "valentine",
    "ramadan": "ramadan", "ramzan": "ramadan", "eid al-fitr": "eid_al_fitr", "eid ul-fitr": "eid_al_fitr",
    "eid al fitr": "eid_al_fitr", "eid ul fitr": "eid_al_fitr", "eid al-adha": "eid_al_adha", "eid ul-adha": "eid_al_adha",
    "eid al adha": "eid_al_adha", "eid ul adha": "eid_al_adha", "islamic new year": "islamic_new_year", "ashura": "ashura",
    "mawlid": "mawlid", "passover": "passover", "pesach": "passover", "rosh hashanah": "rosh_hashanah",
    "rosh hashana": "rosh_hashanah", "yom kippur": "yom_kippur", "sukkot": "sukkot", "hanukkah": "hanukkah",
    "chanukah": "hanukkah", "purim": "purim", "lunar new year": "lunar_new_year", "chinese new year": "lunar_new_year",
    "diwali": "diwali", "deepavali": "diwali", "holi": "holi", "vesak": "vesak",
}  # fmt: skip
