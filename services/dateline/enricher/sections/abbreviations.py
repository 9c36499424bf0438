"""Words that end in a full stop without ending the sentence, by what may follow them.

Data for the sentence splitter; each row has an example. Sources: AP Stylebook's
abbreviations for titles, months, states and companies, and common Latin ones.
"""

from __future__ import annotations

from dateline.enricher.sections.wordlists import word_set

# A name follows: never the end of a sentence.
BEFORE_NAME: dict[str, str] = {
    "mr": "Mr. Okoye disagreed.",
    "mrs": "Mrs. Okafor left.",
    "ms": "Ms. Ruiz leads the party.",
    "mx": "Mx. Lane spoke.",
    "dr": "Dr. Ida Holm",
    "prof": "Prof. Alan Reed",
    "gen": "Gen. Mark Hale",
    "lt": "Lt. Gov. Ana Ruiz",
    "col": "Col. James Ford",
    "maj": "Maj. Lee Brand",
    "capt": "Capt. Sally Moore",
    "cmdr": "Cmdr. Paul Weiss",
    "adm": "Adm. John Carr",
    "sgt": "Sgt. Will Ames",
    "cpl": "Cpl. Dan Roe",
    "pvt": "Pvt. Sam Hill",
    "sen": "Sen. Maria Lopez",
    "sens": "Sens. Lopez and Hart",
    "rep": "Rep. Tom Hart",
    "reps": "Reps. Hart and Wong",
    "gov": "Gov. Lena Stone",
    "govs": "Govs. Stone and Ruiz",
    "pres": "Pres. Lincoln",
    "rev": "Rev. Otis Grant",
    "fr": "Fr. Brian Kelly",
    "hon": "the Hon. June Marsh",
    "messrs": "Messrs. Black and White",
    "supt": "Supt. Karen Cole",
    "insp": "Insp. Ravi Nair",
    "det": "Det. Joan Pike",
    "st": "St. Louis",
    "mt": "Mt. Everest",
    "ft": "Ft. Worth",
    "vs": "Roe vs. Wade",
    "v": "Brown v. Board of Education",
    "al": "Smith et al. found",
    "e.g": "e.g. Paris",
    "i.e": "i.e. Berlin",
    "cf": "cf. Table 2",
    "viz": "viz. London",
}

# A number follows: "Jan. 5", "No. 3"; before anything else the ordinary rule holds.
BEFORE_NUMBER: dict[str, str] = {
    "jan": "Jan. 5",
    "feb": "Feb. 14",
    "mar": "Mar. 3",
    "apr": "Apr. 1",
    "jun": "Jun. 9",
    "jul": "Jul. 4",
    "aug": "Aug. 31",
    "sep": "Sep. 2",
    "sept": "Sept. 11",
    "oct": "Oct. 7",
    "nov": "Nov. 5",
    "dec": "Dec. 25",
    "no": "No. 3",
    "nos": "Nos. 4 and 5",
    "p": "p. 12",
    "pp": "pp. 3-9",
    "art": "Art. 5",
    "sec": "Sec. 230",
    "fig": "Fig. 2",
    "vol": "Vol. 7",
    "ch": "Ch. 11",
    "approx": "approx. 40",
    "est": "est. 1904",
    "ca": "ca. 1850",
}

# They stand inside a sentence or close one: the end only where a word follows that opens sentences.
EITHER: dict[str, str] = {
    "inc": "Apple Inc. said",
    "corp": "Ford Motor Corp. cut",
    "co": "Barrow & Co. reported",
    "cos": "Barrow Cos. said",
    "ltd": "Barrow Co. Ltd. may import",
    "llc": "Acme LLC. filed",
    "bros": "Warner Bros. Discovery",
    "plc": "Rolls-Royce Plc. rose",
    "jr": "Martin Luther King Jr. Day",
    "sr": "Sam Walton Sr. founded",
    "ph.d": "a Ph.D. student",
    "esq": "John Hale, Esq. wrote",
    "u.s": "U.S. Senate",
    "u.k": "U.K. Parliament",
    "u.n": "U.N. Security Council",
    "u.a.e": "U.A.E. President",
    "e.u": "E.U. Commission",
    "d.c": "Washington, D.C. Mayor",
    "a.m": "9 a.m. Monday",
    "p.m": "5 p.m. Eastern time",
    "etc": "roads, bridges, etc. Congress",
    "ave": "Fifth Ave. Synagogue",
    "blvd": "Sunset Blvd. Theatre",
    "rd": "Abbey Rd. Studios",
    "dept": "Justice Dept. officials",
    "univ": "Boston Univ. Press",
    "assn": "National Education Assn. President",
    "bldg": "Chrysler Bldg. Plaza",
    "ala": "Mobile, Ala. Mayor",
    "ariz": "Mesa, Ariz. Mayor",
    "ark": "Rogers, Ark. Chamber",
    "calif": "Fresno, Calif. County",
    "colo": "Pueblo, Colo. Mayor",
    "conn": "Hartford, Conn. Mayor",
    "del": "Dover, Del. Senate",
    "fla": "Miami, Fla. Beach",
    "ga": "Macon, Ga. Mayor",
    "ill": "Peoria, Ill. Democrat",
    "ind": "Gary, Ind. Mayor",
    "kan": "Salina, Kan. Republican",
    "ky": "Paducah, Ky. Firm",
    "la": "Baton Rouge, La. Mayor",
    "mass": "Salem, Mass. Mayor",
    "md": "Towson, Md. Democrat",
    "mich": "Troy, Mich. Plant",
    "minn": "Duluth, Minn. Port",
    "miss": "Biloxi, Miss. Casino",
    "mo": "Joplin, Mo. Hospital",
    "mont": "Butte, Mont. Mine",
    "neb": "Omaha, Neb. Company",
    "nev": "Reno, Nev. Mayor",
    "n.c": "Durham, N.C. School",
    "n.d": "Fargo, N.D. Mayor",
    "n.h": "Keene, N.H. Mayor",
    "n.j": "Newark, N.J. Airport",
    "n.m": "Taos, N.M. Artist",
    "n.y": "Albany, N.Y. Court",
    "okla": "Tulsa, Okla. Oil",
    "ore": "Salem, Ore. Governor",
    "pa": "Erie, Pa. Plant",
    "r.i": "Newport, R.I. Harbor",
    "s.c": "Aiken, S.C. Mayor",
    "s.d": "Pierre, S.D. Senate",
    "tenn": "Memphis, Tenn. Judge",
    "tex": "Waco, Tex. Jury",
    "va": "Norfolk, Va. Base",
    "vt": "Barre, Vt. Quarry",
    "wash": "Tacoma, Wash. Port",
    "w.va": "Wheeling, W.Va. Court",
    "wis": "Racine, Wis. Plant",
    "wyo": "Cody, Wyo. Ranch",
}

# Words that open sentences far more often than they follow an abbreviation within a name.
OPENERS = word_set(
    """
    a about according after all also although am among an and another any as asked at because before both but
    by critics despite during each earlier even every few first five following for four from given has have he
    her here his how however i if in indeed instead is it it's its last later like local many meanwhile more
    most mr mrs ms much my neither never nevertheless no nobody nonetheless none nor not nothing now of
    officials on once one only or other others our over people perhaps police she similarly since so some
    still such ten that that's the their then there there's these they they're this those though three through
    thus to today together two under unlike until up was we we're were what when where whether which while who
    why with within without yes yet you your
    """
)

# Verbs that hand a quote to its speaker: '"Really?" Smith asked.' is one sentence.
SPEECH_VERBS = word_set(
    """
    said says asked asks added adds wrote writes told tells replied replies shouted shouts cried cries
    exclaimed recalled recalls wondered wonders joked jokes tweeted tweets yelled explained explains continued
    continues answered
    """
)
