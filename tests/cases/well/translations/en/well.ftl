intro-head = The Well
intro-1 = At the end of the village, where the road goes down to the stream, stands a well that has six sides. On four of them the people of the village cut inscriptions, between <date>1752 and 1904</date>; the fifth is smooth; and the sixth, whose face is to the wall, has never been seen.<note xml:id="intro-n1"/>
intro-n1 = One man, <persName>Joseph the mason</persName>, claimed to have read it with his hands, in the dark, and refused to say what is written on it. See <ref>below</ref>.
intro-2 = The inscriptions are printed here as they are. <term>[Square brackets]</term> mark a letter that has sunk away, a dot below a letter marks a doubt, and an oblique stroke marks the end of a line on the stone. The numbers in the margin, 1–24, were given by <foreign>E. Tarrant, “Wells” (1904), p. 7</foreign>.
list-head = The sides
list-1 = East: a prayer for rain;
list-2 = South: a law, in three sections:
list-2-1 = of the bucket,
list-2-2 = of the rope (24 cubits),
list-2-3 = and of him who has forgotten both;
list-3 = West: a poem;
list-4 = North: an account.
face-1-head = 1. The eastern side
face-1 = <lb/>Out of the depths let us draw <supplied>wa</supplied>ter <lb/>and to the heights lift up our <unclear>ey</unclear>es;
    <lb/>send your rains in their season […] <lb/>for the rope is <del>very</del> short <add>of the thirst</add>
face-1-c = The word that is struck out in line 4 can be read well. He who struck it out added two words below, in a smaller and finer hand, and nobody in the village knows whether he meant to mend the language or the faith.<note xml:id="face-1-n1"/>
face-1-n1 = So <persName>Lammers</persName> holds; but see <title>Ways</title> 2 (1928), pp. 14–15.
face-2-head = 2. The southern side: the law of the well
face-2-1 = 1. The bucket belongs to the well, and the well belongs to nobody. <q xml:id="face-2-q">It is not Reuben’s and it is not Simeon’s, and yet both of them drink.</q>
face-2-2 = 2. He who tore the rope shall tie it; and he who tied it shall have 3 days on which he is not asked who tore it.
face-2-3 = 3. He who has forgotten bucket and rope shall drink from another’s hands, <supplied>and that is all the law</supplied>.
face-2-t = Measures, by the stone and by the book
t-1-1 = Measure
t-1-2 = On the stone
t-1-3 = In the book
t-2-1 = Depth
t-2-2 = 24 cubits
t-2-3 = 12.5 m
t-3-1 = Rope
t-3-2 = 23 cubits
t-3-3 = not found
t-4-1 = Patience
t-4-2 = “as the cubit that is missing”
face-3-head = 3. The western side
v1 = The bucket sang going empty down
v2 = and came up full and still;
v3 = and so do I, said the barber of the town:
v4 = I know little, and sleep my fill.
v5 = The stone once asked the water’s grace:
v6 = “Will you be back?”—“In two years’ space.”<note xml:id="v-n1"/>
v-n1 = In a copy of 1903: <q xml:id="v-q">in two hours’</q>.
face-6-head = 6. The side that was not seen
face-6-1 = […] According to the mason there were seven lines on it, and in the middle of the fourth one word that is not Hebrew: <foreign>WATER</foreign>, or <foreign>ماء</foreign>, or perhaps <foreign>ὕδωρ</foreign>. “In the dark,” he said, “all letters are wet.”
face-6-s = Joseph the mason
# check: number off — the year is in letters
face-6-d = Eve of Sukkot, <date>5665</date>
