### The Ferry Years: A Short History of the Sarae Crossing
### Derived from sources/crossing.xml, which is the authority for this text: change the TEI, not this file.

## Title page

title = The Ferry Years
subtitle = A Short History of the Sarae Crossing
author = Edith Marlowe

## Preface

preface-head = Preface
preface-p1 = This is a small book about a small river. For three hundred years the Sarae could be crossed in one place only, by a flat boat that held twelve people or two oxen, and for most of that time nobody thought it worth a line of writing. What we know comes from two sets of account books, one kept on each bank, which agree about almost nothing but the weather.
preface-p2 = I have tried to let both banks speak. Where they contradict each other I have given both, and where both are silent I have not guessed.

## The River before the Boats

river-head = The River before the Boats
river-p1 = The Sarae rises in the hills behind Morok, and it is in no hurry. It takes four days to come down what a walker crosses in one, and by the time it reaches the two landings it has forgotten that it was ever a mountain stream. In summer children wade across it at Gull Ford. In the month of rain it is half a mile wide and the colour of tea.<note xml:id="river-n1"/>
river-n1 = The ledgers of the east bank measure its height by a post that they call <q>“the Old Man”</q>. When the water reached his chin, the boat did not go.
river-p2 = Before there were boats there was waiting. A traveller who came at the wrong season sat down in one of the two inns, ordered soup, and became part of the neighbourhood. There are families in both villages today whose founder, as they tell it, was somebody who waited too long.
river-p3 = It was the inns, and not the magistrates, that wanted no boat; and it is to a quarrel between two innkeepers that we owe the first one.

## The First Boats

boats-head = The First Boats
boats-p1 = In the spring of 1684 the innkeeper of the west landing had a flat boat built, and offered to carry anyone across for the price of a night’s lodging. The innkeeper of the east landing answered within a month with a boat that was longer by one plank. For eleven years the two passed each other in the middle of the stream without a greeting.

## The Ferrymen and Their Rules

guild-head = The Ferrymen and Their Rules
guild-p1 = The rules came later, and they came from the passengers. They were painted on a board at each landing, and the boards survive. No boat left with fewer than three people or more than twelve. A midwife went first. A bride did not pay, <emph>but her mother did</emph>. Nobody was to speak of the depth of the water while above it.<note xml:id="guild-n1"/>
guild-n1 = The board of the west landing adds: <q>“nor of those who have seen it”</q>.
guild-p2 = The ferrymen of both banks were bound by the same board, and in this way they came to be one company before they had noticed it.

## Fares, Tolls and the Price of Salt in the Years of the Long Drought, as the Ledgers of the Two Landings Record Them

fares-head = Fares, Tolls and the Price of Salt in the Years of the Long Drought, as the <title>Ledgers of the Two Landings</title> Record Them<note xml:id="fares-n1"/>
fares-n1 = Both sets of ledgers are kept in the school at the west landing, where they may be seen on market days.
fares-p1 = Three dry summers taught the company what it lived on. When the river could be waded, nobody paid; and yet in those same years the ledgers show more income than ever before, because salt came up from the coast and the carts could not use the ford. One sack of salt crossed for the fare of two people. It was the first time that goods were worth more to the boat than company.
fares-p2 = The east bank wrote down every sack. The west bank wrote down every third, and the names of the carters, and who among them could sing.<note xml:id="fares-n2"/>
fares-n2 = Of the forty-one carters who are named, nineteen could.

## Winter Crossings

winter-head = Winter Crossings
winter-p1 = In a hard winter the Sarae froze from both sides toward the middle, and for some weeks there was a river only as wide as the boat was long. Then the ferry did not sail at all: it lay in the gap and was a bridge. Passengers walked over the ice, stepped down into the boat, stepped up again, and paid half.
winter-p2 = The winter of 1740 was the one that people spoke of. The ice held for seventy days, and a market was set up on it, exactly over the deepest place. Each bank believed that the market was its own. There were two sets of weights, two kinds of rice cake, and, on the last night, one fire, which both ledgers record at the same cost of wood.<note xml:id="winter-n1"/>
winter-n1 = It is the only entry in two hundred years on which they agree to the last coin.
winter-p3 = When the thaw came it came at noon. The stalls were carried off in both directions, whichever was nearer, and for years afterwards there were pots on the east bank that belonged to the west, and the other way about. Nobody asked for them back. They were used, it is said, for guests.

## The Bridge

bridge-head = The Bridge
bridge-p1 = The bridge was opened on a Tuesday in 1931. It was built a mile upstream, where the engineers had found rock, and where nobody lived. On that day the last ferryman, whose name was Gam Duri, took his boat across empty, sat down on the far bank, ate his lunch, and took it back.
bridge-p2 = He went on doing so every day for six years. The company, which had been dissolved, continued to pay him, and he continued to write it down. His last entry reads: <q>“Crossed. Wind from the west. No one, and a heron.”</q>
bridge-p3 = Today the two landings are a quarter of an hour apart by road. People say that they see less of each other than they did.

## Afterword

after-head = Afterword
after-p1 = The boat itself is under a roof behind the school. Children are allowed to sit in it, twelve at a time, and no fewer than three.
