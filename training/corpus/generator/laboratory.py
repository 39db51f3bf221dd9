"""Laboratory: quantities with units, powers of ten, reactions, nuclei."""

from training.corpus.generator.alphabet import listed
from training.corpus.generator.pen import Pen

UNITS = listed(
    "m cm mm km kg g mg s ms min h Hz kHz MHz N Pa kPa J kJ W kW V mV A mA C K mol L mL T eV keV MeV GeV dB "
    "rad ft in lb m/s km/h kg/m^3 m/s^2 J/K W/m^2 m^2 cm^2 cm^3 m^3 N/m g/mol mol/L"
)
MOLECULES = listed(
    "H_2O CO_2 O_2 N_2 H_2 NaCl HCl H_2SO_4 NaOH NH_3 CH_4 C_2H_5OH CaCO_3 Fe_2O_3 CuSO_4 KMnO_4 HNO_3 NO_2 "
    "SO_2 O_3 C_6H_{12}O_6 CH_3COOH AgNO_3 MgO Al_2O_3 H_2O_2 Ca(OH)_2 NH_4^+ SO_4^{2-} CO_3^{2-} OH^- H^+ "
    "Na^+ Cl^- Fe^{3+} Cu^{2+} H_3O^+ NO_3^- PO_4^{3-} C_2H_4 C_6H_6 KOH ZnCl_2 MnO_2 Ba(NO_3)_2 H_2CO_3 CO "
    "SiO_2 PbI_2 e^-"
)
ELEMENTS = listed(
    "H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Br Ag I Ba Au Hg Pb U"
)
QUANTITIES = ("v", "m", "F", "E", "T", "P", "R", "t", "d", "a", r"\rho ", r"\lambda ", "V", "I", r"\omega ")
CONSTANTS = ("", "", "c = ", "h = ", "k_B = ", "N_A = ", r"\hbar \approx ", "m_e=", r"\sigma = ")


def quantity(pen: Pen) -> str:
    """Write a quantity with its unit."""
    name = pen.scripts(pen.one_of(*QUANTITIES), pen.one_of("", pen.index()))
    value = pen.number() + unit(pen)
    quotient = pen.fraction_of(pen.number() + unit(pen), pen.number() + unit(pen))
    return pen.one_of(
        f"{name} = {value}", value, rf"{name} \approx {value}", f"{name} = {quotient} = {value}"
    )


def scientific(pen: Pen) -> str:
    """Write a number times a power of ten, perhaps with an error and a unit."""
    mantissa = f"{pen.count(1, 9)}.{pen.random.randrange(10 ** pen.count(1, 4))}"
    error = rf"{pen.count(0, 9)}.{pen.count(1, 9)}"
    value = pen.one_of(mantissa, mantissa, rf"({mantissa} \pm {error})", f"{mantissa}({pen.count(1, 99)})")
    power = pen.one_of(r"\times", r" \times ", r"\cdot ") + f" 10^{{{pen.one_of('', '-')}{pen.count(1, 34)}}}"
    name = unit(pen)
    name = "" if name.startswith("^") else name  # one power is there already
    return pen.one_of(*CONSTANTS) + value + power + pen.one_of("", name)


def chemistry(pen: Pen) -> str:
    """Write a reaction."""
    above = pen.one_of(r"\Delta", r"\mathrm{H_2O}", r"\text{heat}", r"h\nu", "k_1")
    arrows = (
        r" \rightarrow ",
        r" \to ",
        r" \longrightarrow ",
        r" \rightleftharpoons ",
        " = ",
        rf" \xrightarrow{{{above}}} ",
    )
    arrow = pen.one_of(*arrows[:3], *arrows)
    left = [species(pen) for _ in range(pen.count(1, 3))]
    right = [species(pen) for _ in range(pen.count(1, 3))]
    if pen.chance(0.4):
        return rf"\mathrm{{{' + '.join(left)}{arrow}{' + '.join(right)}}}"
    return arrow.join(" + ".join(rf"\mathrm{{{one}}}" for one in side) for side in (left, right))


def isotope(pen: Pen) -> str:
    """Write a nucleus with its mass and charge numbers, a concentration or an enthalpy."""
    element = pen.one_of(*ELEMENTS)
    mass, charge = pen.count(1, 240), pen.count(1, 92)
    constant = pen.one_of("K_a", "K_b", r"K_{\mathrm{eq}}", "K_{sp}")
    ratio = pen.fraction_of(rf"[\mathrm{{{species(pen)}}}]", rf"[\mathrm{{{species(pen)}}}]^{pen.digit()}")
    return pen.one_of(
        rf"{{}}^{{{mass}}}_{{{charge}}}\mathrm{{{element}}}",
        rf"^{{{mass}}}\mathrm{{{element}}}",
        rf"[\mathrm{{{species(pen)}}}] = {pen.number()}\,\mathrm{{mol/L}}",
        rf"\mathrm{{pH}} = -\log[\mathrm{{H^+}}] = {pen.number()}",
        f"{constant} = {ratio}",
        rf"\Delta {pen.one_of('H', 'G', 'S')}^\circ = {pen.one_of('-', '')}{pen.number()}\,\mathrm{{kJ/mol}}",
    )


def unit(pen: Pen) -> str:
    """Write a unit, with the gap before it."""
    if pen.chance(0.06):
        return r"^{\circ}\mathrm{C}"
    gap = pen.one_of(r"\,", r"\ ", r"~", "", r"\;")
    if pen.chance(0.08):
        return gap + pen.one_of(
            r"\Omega", r"\mu\mathrm{m}", r"\mathrm{k}\Omega", r"\mu \text{s}", r"\mathrm{\mu g}"
        )
    name = pen.one_of(*UNITS)
    font = r"\mathrm" if "^" in name else pen.one_of(r"\mathrm", r"\text")
    return f"{gap}{font}{{{name}}}"


def species(pen: Pen) -> str:
    """Write the inside of an upright formula: a molecule or ion, often a real one."""
    if pen.chance(0.7):
        body = pen.one_of(*MOLECULES)
    else:
        body = "".join(
            pen.one_of(*ELEMENTS) + pen.one_of("", "", "_2", "_3", "_4") for _ in range(pen.count(1, 3))
        )
    return pen.one_of("", "", "", "2", "3", "4") + body + pen.one_of(*[""] * 4, "(aq)", "(g)", "(s)", "(l)")
