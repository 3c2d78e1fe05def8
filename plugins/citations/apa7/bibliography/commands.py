r"""Commands of LaTeX as they occur in .bib files: what each stands for.

Names are LaTeX's own, those of its usual packages (inputenc, textcomp, amsmath, csquotes, hyperref, babel,
siunitx, mhchem) and of biblatex's formatting (manual, § 4.6.4).
"""

from collections.abc import Callable

from . import scripts

ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306",
    ".": "\u0307", '"': "\u0308", "h": "\u0309", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323",
    "c": "\u0327", "k": "\u0328", "b": "\u0331", "t": "\u0361", "textcommabelow": "\u0326",
    "grave": "\u0300", "acute": "\u0301", "hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303",
    "widetilde": "\u0303", "bar": "\u0304", "overline": "\u0304", "breve": "\u0306", "dot": "\u0307",
    "ddot": "\u0308", "mathring": "\u030a", "check": "\u030c", "vec": "\u20d7",
}  # fmt: skip
"""What is put on the first letter of the argument."""

SYMBOLS = {
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ",
    "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð",
    "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ", "ij": "ĳ", "IJ": "Ĳ",
    "S": "§", "P": "¶", "copyright": "©", "pounds": "£", "euro": "€", "dots": "…", "ldots": "…",
    "textendash": "–", "textemdash": "—", "textellipsis": "…", "textasciitilde": "~",
    "textasciicircum": "^", "textbackslash": "\\", "textunderscore": "_", "textquoteright": "’",
    "textquoteleft": "‘", "textquotedblleft": "“", "textquotedblright": "”", "textquotesingle": "’",
    "lq": "‘", "rq": "’", "glqq": "„", "grqq": "“", "glq": "‚", "grq": "‘", "flqq": "«", "frqq": "»",
    "textregistered": "®", "texttrademark": "™", "textservicemark": "℠", "textdegree": "°", "degree": "°",
    "textcelsius": "°C", "celsius": "°C", "degreeCelsius": "°C", "textbar": "|", "textless": "<",
    "textgreater": ">", "textdollar": "$", "textcent": "¢", "textsterling": "£", "textyen": "¥",
    "texteuro": "€", "textsection": "§", "textparagraph": "¶", "textcopyright": "©", "textnumero": "№",
    "textpercent": "%", "textperthousand": "‰", "percent": "%", "textampersand": "&",
    "textbraceleft": "{", "textbraceright": "}", "textasciigrave": "`", "textasciiacute": "´",
    "guillemotleft": "«", "guillemotright": "»", "guillemetleft": "«", "guillemetright": "»",
    "slash": "/", "quad": " ", "qquad": " ", "space": " ", "times": "×", "TeX": "TeX", "LaTeX": "LaTeX",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν",
    "xi": "ξ", "omicron": "ο", "pi": "π", "rho": "ρ", "varrho": "ϱ", "sigma": "σ", "varsigma": "ς",
    "tau": "τ", "upsilon": "υ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ",
    "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "textmu": "μ", "micro": "μ", "textohm": "Ω",
    "pm": "±", "mp": "∓", "cdot": "·", "leq": "≤", "le": "≤", "leqslant": "≤", "geq": "≥", "ge": "≥",
    "geqslant": "≥", "neq": "≠", "ne": "≠", "approx": "≈", "sim": "∼", "simeq": "≃", "cong": "≅",
    "equiv": "≡", "propto": "∝", "ll": "≪", "gg": "≫", "lt": "<", "gt": ">", "infty": "∞", "div": "÷",
    "ast": "*", "star": "⋆", "bullet": "•", "circ": "∘", "prime": "′", "dagger": "†", "ddagger": "‡",
    "rightarrow": "→", "to": "→", "longrightarrow": "→", "leftarrow": "←", "leftrightarrow": "↔",
    "Rightarrow": "⇒", "Leftarrow": "⇐", "Leftrightarrow": "⇔", "uparrow": "↑", "downarrow": "↓",
    "mapsto": "↦", "partial": "∂", "nabla": "∇", "sum": "∑", "prod": "∏", "int": "∫", "ell": "ℓ",
    "hbar": "ℏ", "forall": "∀", "exists": "∃", "in": "∈", "notin": "∉", "subset": "⊂", "subseteq": "⊆",
    "cup": "∪", "cap": "∩", "emptyset": "∅", "otimes": "⊗", "oplus": "⊕", "perp": "⊥", "parallel": "∥",
    "langle": "⟨", "rangle": "⟩", "mid": "|", "vert": "|", "Vert": "‖", "cdots": "⋯", "colon": ":",
    "lbrace": "{", "rbrace": "}", "lbrack": "[", "rbrack": "]",
    "sin": "sin", "cos": "cos", "tan": "tan", "log": "log", "ln": "ln", "exp": "exp", "lim": "lim",
    "max": "max", "min": "min", "sup": "sup", "inf": "inf", "det": "det", "dim": "dim",
    "textperiodcentered": "·", "textbullet": "•", "textdagger": "†", "textdaggerdbl": "‡",
    "textexclamdown": "¡", "textquestiondown": "¿", "textordmasculine": "º", "textordfeminine": "ª",
    "textonehalf": "½", "textonequarter": "¼", "textthreequarters": "¾", "textonesuperior": "¹",
    "texttwosuperior": "²", "textthreesuperior": "³", "texttimes": "×", "textdiv": "÷", "textpm": "±",
    "textminus": "−", "textrightarrow": "→", "textleftarrow": "←", "textasteriskcentered": "*",
    "textquotedbl": '"', "quotedblbase": "„", "quotesinglbase": "‚", "guilsinglleft": "‹",
    "guilsinglright": "›", "par": " ", "newline": " ", "linebreak": " ", "break": " ",
    "thinspace": "\u202f", "nobreakspace": "\u00a0", "hyp": "-", "nobreakdash": "",
}  # fmt: skip
SYMBOLS |= {f"text{name}": letter for name, letter in SYMBOLS.items() if "Α" <= letter <= "ω" and name[1:]}
SIGNS = {
    " ": " ", ",": "\u202f", ";": " ", ":": " ", ">": " ", "!": "", "-": "", "/": "", "\\": " ", "@": "",
    "\n": " ", "\t": " ",
}  # fmt: skip
"""Commands that are one sign; the others stand for the sign itself."""

ITALIC = frozenset(("emph", "textit", "mkbibemph", "mkbibitalic", "textsl"))
"""The argument is in italics."""
SLANTING = frozenset(("it", "em", "itshape", "sl", "slshape"))
"""What follows is in italics."""
PROTECTING = frozenset(
    ("textsc", "texttt", "textbf", "textrm", "textsf", "textup", "textnormal", "mkbibbold", "mkbibacro",
     "NoCaseChange", "textmd")
)  # fmt: skip
"""The argument keeps its capitals."""
PLAIN = frozenset(
    ("mathrm", "mathit", "mathbf", "mathsf", "mathtt", "mathcal", "mathfrak", "mathscr", "boldsymbol", "bm",
     "mathnormal", "operatorname", "mbox", "hbox", "text", "underline", "textcyrillic", "textgreek",
     "textlatin", "uline", "url", "path", "nolinkurl", "natexlab", "singleletter", "bibnamefont", "relax",
     "protect", "xspace", "left", "right", "bigl", "bigr", "displaystyle", "scriptstyle", "textstyle", "bf",
     "rm", "sc", "tt", "sf", "bfseries", "mdseries", "rmfamily", "sffamily", "ttfamily", "upshape", "scshape",
     "normalfont", "selectfont", "normalsize", "small", "footnotesize", "scriptsize", "tiny", "large",
     "Large", "noindent", "ignorespaces", "unskip", "allowbreak", "nolinebreak", "hfill", "null", "limits")
)  # fmt: skip
"""What has no meaning on a page of ours: the argument stays, if there is one."""
_BLACKBOARD = str.maketrans("CHNPQRZ", "ℂℍℕℙℚℝℤ")
QUOTING = frozenset(("enquote", "mkbibquote", "textquote"))
FORMS: dict[str, tuple[int, str]] = {
    "bibfield": (2, "{1}"), "bibinfo": (2, "{1}"), "begin": (1, ""), "bibstring": (1, "{0}"),
    **{f"bib{form}string": (1, "{0}") for form in ("cp", "cpl", "cps", "lc", "lcl", "lcs", "l", "s", "uc")},
    "cite": (1, ""), "cline": (1, ""), "colorbox": (2, "{1}"), "end": (1, ""), "fontsize": (2, ""),
    "footnote": (1, ""), "foreignquote": (2, "“{1}”"), "frac": (2, "{0}/{1}"), "href": (2, "{1}"),
    "hspace": (1, " "), "hyphenquote": (2, "“{1}”"), "label": (1, ""), "mkbibbrackets": (1, "[{0}]"),
    "mkbibparens": (1, "({0})"), "noop": (1, ""), "noopsort": (1, ""), "num": (1, "{0}"), "phantom": (1, ""),
    "printfirst": (2, "{0}"), "qty": (2, "{0}\u00a0{1}"), "raisebox": (2, "{1}"), "si": (1, "{0}"),
    "SI": (2, "{0}\u00a0{1}"), "sortnoop": (1, ""), "SortNoop": (1, ""), "selectlanguage": (1, ""),
    "sqrt": (1, "√{0}"),
    "switchargs": (2, "{1}{0}"), "texorpdfstring": (2, "{0}"), "textcolor": (2, "{1}"),
    "tfrac": (2, "{0}/{1}"), "thanks": (1, ""), "unit": (1, "{0}"), "vphantom": (1, ""), "vspace": (1, " "),
}  # fmt: skip
"""How many arguments a command has, and how they read; options in brackets before them are none."""
REWRITTEN: dict[str, Callable[[str], str]] = {
    **dict.fromkeys(("textsubscript", "mkbibsubscript", "textinferior"), scripts.lower_text),
    **dict.fromkeys(("textsuperscript", "mkbibsuperscript", "textsuperior"), scripts.raise_text),
    **dict.fromkeys(("ce", "ch"), scripts.lower_counts),
    **dict.fromkeys(("uppercase", "MakeUppercase", "MakeTextUppercase"), str.upper),
    **dict.fromkeys(("lowercase", "MakeLowercase", "MakeTextLowercase"), str.lower),
    "mathbb": lambda text: text.translate(_BLACKBOARD),
    "ang": lambda text: f"{text}°",
}
"""What becomes of the letters of the argument."""


def takes_arguments(name: str) -> bool:
    """Tell whether a command's arguments are more than words in another look."""
    return name in FORMS or name in REWRITTEN or name in QUOTING or name in ("foreignlanguage", "ensuremath")


def is_known(name: str) -> bool:
    """Tell whether a command means something here."""
    return takes_arguments(name) or any(
        name in known for known in (ACCENTS, SYMBOLS, ITALIC, SLANTING, PROTECTING, PLAIN)
    )
