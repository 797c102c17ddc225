"""Short forms of given names, and the whole name each is compared as."""

_FORMS = """
alexander: alex sasha xander sandro alejandro alexandre
alexandra: sandra alejandra lexi
andrew: andy drew andreas andres andre
anna: ana anne ann annie anni anita anja
anthony: tony toni antonio anton antoine
charlotte: lottie carlota charlie
barbara: barb babs barbel
benjamin: ben benny
catherine: kate cathy kathy katie katharina catarina catalina katrin kathrin katherine kathleen kathi
charles: chuck karl carl carlos charly
christina: chris tina cristina christine kristina kristin cris
christopher: kit christoph cristobal topher
daniel: dan danny dani
david: dave davide
deborah: debbie deb
dominic: dom domingo dominik
edward: ed eddie ted ned eduard eduardo
elizabeth: isa isabella liz beth betty lisa elisabeth isabel liza eliza elsa bettina elise
emanuel: manuel manolo manu
emily: emilia
francis: frank francisco paco curro franz francesco francois pancho
frances: fran francisca paquita franziska
frederick: fred freddy federico fritz friedrich
gabriel: gabe gabi
george: jorge georg georges jordi
gregory: greg gregorio
helen: helena elena nell
hannah: hanna johanna joanna
henry: harry hank heinrich enrique hal henri
ignatius: nacho ignacio
jacob: jake jakob jacobo
james: jim jimmy jamie jaime diego
jane: janet juana joan
jennifer: jen jenny
jessica: jess jessie
john: jack johnny jon juan johann johannes hannes hans jean ivan giovanni sean
jonathan: jonny
joseph: joe joey jose pepe josef giuseppe
josephine: josefa pepa josie
joshua: josh
julia: julie giulia jule
laurence: larry lorenzo laurent lorenz lawrence
leonard: leo len leonardo
louis: lou luis ludwig luigi lewis
margaret: maggie meg peggy greta margarita marga margarethe rita
maria: mari mary marie mia maja maruja
martin: marty martino
matthew: matt mateo matthias matthieu
michael: mike mick micky miguel michel misha mikel michele
nicholas: nick nico nicolas niklas klaus nikolaus
patricia: pat patty tricia trish
patrick: paddy patricio
paul: pablo paolo pau
peter: pete pedro pierre pietro
philip: phil felipe philipp philippe
raphael: rafa rafael
raymond: ray ramon raimund
rebecca: becky bec rebekka
richard: rick dick ricky rich ricardo riccardo
robert: bob rob bobby robbie bert roberto
ronald: ron ronnie
rose: rosa rosie rosario
samuel: sam sammy
sarah: sara sally
stephanie: steffi estefania stefanie
stephen: steve stefan steven esteban etienne stefano
susan: sue susie susanne susana
theresa: tere tess teresa terry therese
thomas: tom tommy tomas thom
timothy: tim timmy
victoria: vicky vicki viktoria
vincent: vince vicente
walter: walt wally
william: bill will billy willy willi liam guillermo wilhelm guillaume
zachary: zach zac
"""

WHOLE_NAMES = {
    short: whole
    for line in _FORMS.strip().splitlines()
    for whole, _, shorts in [line.partition(":")]
    for short in shorts.split()
}
