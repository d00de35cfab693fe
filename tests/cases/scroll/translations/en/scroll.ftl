head = The Lighthouse and the Sea
night-head = The Night of 23 November 1904
night-p1 = The keeper of the lighthouse wrote in his journal: “The wind has risen, and the sea, which was calm in the morning, came up to step 12.” At 21:45 he counted 3 ships, and one of them, the <foreign>North Star</foreign>, had lost its way between the rocks off the northern shore of the small island.
night-p2 = In the beginning was the sea, and afterwards came the light<note xml:id="n1"/>. <q>Who will light the lamp?</q> asked the keeper, and nobody answered.
n1 = So it is written on the wall of the lighthouse, in 1871.
# check: number off — the year is that of a title in English
night-p3 = <foreign>السَّلامُ عليكم، كان البحرُ هادئًا في الساعة 10:30 وكانت السفن 25 سفينة</foreign> — so said the old sailor to him, who came from the south with a book called <title>The Sea (1898)</title> in his hand.
