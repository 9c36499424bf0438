"""Word lists of English that say what kind of name stands next to them.

Closed classes of the language, each with an example; names of particular people or
companies do not belong here.
"""

from __future__ import annotations


def words_of(text: str) -> frozenset[str]:
    """The words of a list as it is written here."""
    return frozenset(text.split())


def names_of(text: str) -> frozenset[str]:
    """The names of a comma-separated list, which may run over several lines."""
    return frozenset(" ".join(name.split()) for name in text.split(","))


# Inside a name, in any case: "Mohammed bin Abdulrahman", "Edwin van der Sar", "Abdel Fattah el-Sisi".
PARTICLES = words_of(
    """
    bin ibn bint ben abu abd al el ul ur ould von vom van der den ter ten de del della delle di da das do dos du
    des la le los las af av zu zum y e
    """
)
# Particles that also begin a new word group when capitalised, and so extend a name only in lower case: "Ana de Armas".
LOWER_ONLY = words_of("de del della di da das do dos du des la le los las y e ten ter den der zu")

# Before a person's name, without being an office: "Mr. Burns".
HONORIFICS = words_of("mr mrs ms miss mx mister madam monsieur madame herr frau")

# Offices, ranks and roles; the last word of a title: "CIA Director", "Lt. Gen.", "spokeswoman".
TITLE_HEADS = words_of(
    """
    president premier chancellor minister secretary director chairman chairwoman chairperson chair chief head
    leader governor gov mayor senator sen congressman congresswoman representative rep assemblyman lawmaker
    councilman councilwoman councillor councilor speaker ambassador envoy commissioner attorney prosecutor judge
    justice magistrate lawyer counsel sheriff general gen admiral adm colonel col major maj captain capt
    commander cmdr lieutenant lt sergeant sgt corporal cpl private pvt brigadier marshal inspector detective
    superintendent constable officer agent king queen prince princess duke duchess earl baron baroness lord lady
    sir dame count countess emperor empress sultan emir sheikh sheik shah crown pope cardinal archbishop bishop
    rev reverend father sister rabbi imam ayatollah mullah pastor deacon dr doctor prof professor dean provost
    economist analyst strategist spokesman spokeswoman spokesperson coach manager trainer captain goalkeeper
    striker midfielder defender quarterback editor reporter correspondent columnist author novelist actor
    actress singer director producer founder ceo cfo coo executive treasurer undersecretary dictator activist
    dissident negotiator organizer organiser warlord chieftain cleric preacher banker businessman businesswoman
    philanthropist historian physicist biologist chemist astronomer astronaut cosmonaut scientist researcher
    psychologist psychiatrist surgeon physician engineer architect designer photographer filmmaker screenwriter poet
    playwright composer conductor pianist violinist guitarist drummer musician rapper painter sculptor journalist
    broadcaster commentator pundit biographer lecturer teacher principal headmaster librarian publisher lobbyist
    campaigner organist bassist pitcher catcher shortstop linebacker forward winger skipper jockey golfer sprinter
    swimmer cyclist skier boxer cricketer footballer diplomat consul attache legislator parliamentarian deputy
    senator-elect candidate nominee whistleblower spokesperson sportswriter entrepreneur investor trader broker
    auditor accountant investigator coroner paramedic firefighter nurse pilot lifeguard ranger farmer shopkeeper
    """
)
# Roles that are written before a name in lower case only by accident of grammar: "the government head Ann" never.
_RARELY_APPOSED = words_of("head chair private count father sister major crown agent chief general do")
LOWER_TITLE_HEADS = TITLE_HEADS - _RARELY_APPOSED

# Inside or before a title: "former Deputy Prime Minister", "Vice President", "Chief Executive".
TITLE_MODIFIERS = words_of(
    """
    former ex acting interim incoming outgoing deputy vice assistant associate senior junior chief prime first
    foreign interior finance defense defence justice trade energy health education home agriculture labor labour
    transport environment economy culture information oil state attorney lieutenant major brigadier rear crown
    grand supreme national federal house senate majority minority party police army navy military opposition
    lead co press managing executive special high secretary lt maj brig
    """
)

# Before a role in lower case: "union leader", "team captain".
LOWER_MODIFIERS = words_of(
    """
    union trade labor labour rebel guerrilla militia party opposition government state team club company group tribal
    community church religious student police army navy military cabinet parliamentary faction movement resistance
    separatist nationalist communist socialist conservative liberal democratic veteran longtime fellow senior junior
    chief deputy assistant vice co former then current acting human rights defense defence foreign finance interior
    trade press news film stage women's men's national regional local provincial district city county town bank
    research project strike mission campaign board council committee commission ministry embassy hospital
    """
)

# The last word of an organisation's name: "Petrel Holdings", "Foreign Ministry".
COMPANY_SUFFIXES = words_of(
    """
    inc corp co ltd llc llp plc ag sa se nv bv spa gmbh kg oyj ab asa pty group holdings holding corporation
    company incorporated limited
    """
)
ORGANIZATION_WORDS = words_of(
    """
    university college institute ministry department party committee council commission association agency
    foundation union federation league bank bureau authority board organisation organization society academy
    ministry parliament congress senate court corps brigade brigades army airlines airways hospital school club
    nations fc press newspaper broadcasting television times post herald tribune journal radio front movement alliance
    coalition
    """
)
# The last word of a place's name: "Narrow River", "Gaza Strip".
PLACE_WORDS = words_of(
    """
    river lake mountain mountains hill hills island islands sea ocean bay gulf strait peninsula valley desert
    county province city strip heights coast beach forest region district airport street avenue square bridge
    road
    """
)
# The first word of one: "Lake Victoria", "University of Leeds".
PLACE_OPENINGS = words_of("lake mount mt cape fort port")
ORGANIZATION_OPENINGS = words_of("university ministry department bank institute federation")

# What says that a place follows: "in Washington".
LOCATIVES = words_of("in near outside inside across throughout around into")

# Capitalised only because they begin a sentence: "But Israel", "When Burns".
OPENERS = words_of(
    """
    a an the this that these those and but or nor so yet for in on at by to from with without of as if when
    while where after before since until because although though however meanwhile also both all some many most
    more he she it they we i you his her its their our my your who what which how why there here then now still
    even only just like unlike under over between among during against about near inside outside across through
    according earlier later last next today yesterday tomorrow monday tuesday wednesday thursday friday saturday
    sunday
    """
)

MONTHS = words_of(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec"
)

# Countries by the names that news gives them.
COUNTRIES = names_of(
    """
    Afghanistan, Albania, Algeria, Andorra, Angola, Argentina, Armenia, Australia, Austria, Azerbaijan, Bahamas,
    Bahrain, Bangladesh, Barbados, Belarus, Belgium, Belize, Benin, Bhutan, Bolivia, Bosnia, Botswana, Brazil,
    Brunei, Bulgaria, Burkina Faso, Burma, Burundi, Cambodia, Cameroon, Canada, Cape Verde, Central African
    Republic, Chad, Chile, China, Colombia, Comoros, Congo, Costa Rica, Croatia, Cuba, Cyprus, Czech Republic,
    Denmark, Djibouti, Dominica, Dominican Republic, East Timor, Ecuador, Egypt, El Salvador, Equatorial Guinea,
    Eritrea, Estonia, Ethiopia, Fiji, Finland, France, Gabon, Gambia, Georgia, Germany, Ghana, Greece, Grenada,
    Guatemala, Guinea, Guinea-Bissau, Guyana, Haiti, Honduras, Hungary, Iceland, India, Indonesia, Iran, Iraq,
    Ireland, Israel, Italy, Ivory Coast, Jamaica, Japan, Jordan, Kazakhstan, Kenya, Kiribati, Kosovo, Kuwait,
    Kyrgyzstan, Laos, Latvia, Lebanon, Lesotho, Liberia, Libya, Liechtenstein, Lithuania, Luxembourg, Macedonia,
    Madagascar, Malawi, Malaysia, Maldives, Mali, Malta, Mauritania, Mauritius, Mexico, Micronesia, Moldova, Monaco,
    Mongolia, Montenegro, Morocco, Mozambique, Myanmar, Namibia, Nauru, Nepal, Netherlands, New Zealand, Nicaragua,
    Niger, Nigeria, North Korea, North Macedonia, Norway, Oman, Pakistan, Palau, Panama, Papua New Guinea, Paraguay,
    Peru, Philippines, Poland, Portugal, Qatar, Romania, Russia, Rwanda, Samoa, San Marino, Saudi Arabia, Senegal,
    Serbia, Seychelles, Sierra Leone, Singapore, Slovakia, Slovenia, Solomon Islands, Somalia, South Africa, South
    Korea, South Sudan, Soviet Union, Spain, Sri Lanka, Sudan, Suriname, Swaziland, Sweden, Switzerland, Syria,
    Taiwan, Tajikistan, Tanzania, Thailand, Togo, Tonga, Trinidad, Tunisia, Turkey, Turkmenistan, Tuvalu, Uganda,
    Ukraine, United Arab Emirates, United Kingdom, United States, Uruguay, Uzbekistan, Vanuatu, Venezuela, Vietnam,
    Yemen, Yugoslavia, Zambia, Zimbabwe, Britain, England, Scotland, Wales
    """
)

# The acronyms of places; any other one is an organisation's, if a name at all.
PLACE_ACRONYMS = words_of("US USA UK UAE USSR GDR DRC PRC DPRK ROC NYC DC LA CAR NZ SF NWFP KRG BVI USVI")

# Articles that belong to the name.
KEEPS_ARTICLE = ("The Hague", "The Gambia", "The Bahamas")

# Abbreviations that end a name with their dot: "Petrel Inc.", "Harry Connick Jr.", "Portland, Ore.".
STATES_ABBREVIATED = words_of(
    """
    ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn
    tex vt va wash wis wyo ont que
    """
)
DOTTED_ENDINGS = STATES_ABBREVIATED | words_of("inc corp co ltd jr sr bros no st")
GENERATIONS = words_of("jr sr ii iii iv")

# People of a country, region or faith, singular; a plural adds "s". Countries as in ISO 3166-1.
DEMONYMS = words_of(
    """
    Afghan African Albanian Algerian American Andorran Angolan Antiguan Arab Arabian Argentine Argentinian
    Armenian Asian Australian Austrian Azerbaijani Azeri Bahamian Bahraini Bangladeshi Barbadian Basque Bavarian
    Belarusian Belarussian Belgian Belizean Beninese Bengali Berber Bermudian Bhutanese Bolivian Bosnian
    Botswanan Brazilian British Briton Bruneian Bulgarian Burkinabe Burmese Burundian Californian Cambodian
    Cameroonian Canadian Catalan Chadian Chechen Chilean Chinese Colombian Comoran Congolese Corsican Croat
    Croatian Cuban Cypriot Czech Czechoslovak Dane Danish Djiboutian Dominican Dutch Ecuadorean Ecuadorian
    Egyptian Emirati English Englishman Equatoguinean Eritrean Estonian Ethiopian European Fijian Filipino Finn
    Finnish Flemish French Frenchman Gabonese Gambian Gazan Georgian German Ghanaian Greek Grenadian Guatemalan
    Guinean Guyanese Haitian Hawaiian Honduran Hungarian Icelandic Indian Indonesian Iranian Iraqi Irish
    Irishman Israeli Italian Ivorian Jamaican Japanese Jordanian Kashmiri Kazakh Kenyan Korean Kosovar Kurd
    Kurdish Kuwaiti Kyrgyz Lao Laotian Latvian Lebanese Liberian Libyan Liechtensteiner Lithuanian Londoner
    Luxembourger Macedonian Madagascan Malagasy Malawian Malaysian Maldivian Malian Maltese Mauritanian
    Mauritian Mexican Moldovan Monegasque Mongolian Montenegrin Moroccan Mozambican Muscovite Myanmarese
    Namibian Nauruan Nepalese Nepali Nicaraguan Nigerian Nigerien Norwegian Omani Ossetian Pakistani Palestinian
    Panamanian Papuan Paraguayan Parisian Pashtun Persian Peruvian Pole Polish Portuguese Prussian Qatari
    Romanian Russian Rwandan Salvadoran Samoan Saudi Scot Scottish Senegalese Serb Serbian Sicilian Singaporean
    Slovak Slovakian Slovene Slovenian Somali Soviet Spaniard Spanish Sudanese Surinamese Swazi Swede Swedish
    Swiss Syrian Taiwanese Tajik Tanzanian Texan Thai Tibetan Togolese Tongan Trinidadian Tunisian Turk Turkish
    Turkmen Ugandan Uighur Uyghur Ukrainian Uruguayan Uzbek Vanuatuan Venezuelan Vietnamese Welsh Welshman
    Yemeni Yemenite Yugoslav Zambian Zimbabwean Zulu Buddhist Catholic Christian Hindu Islamic Islamist Jew
    Jewish Muslim Protestant Shia Shiite Sikh Sunni Orthodox Democrat Democratic Republican Communist Socialist
    """
)

# Demonyms that are given names as well: "Christian Bale".
GIVEN_NAMES = words_of("Christian German Roman Norman Dane Finn Scot Pole")


def is_demonym(word: str) -> bool:
    """Whether a word, as written, names a people or its member: "Qatari", "Israelis"."""
    return word in DEMONYMS or (word[-1:] == "s" and word[:-1] in DEMONYMS)
