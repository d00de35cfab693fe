### Korea-U.S. Relationship: Evolving Into a More Mature Partnership
### Derived from sources/korea-us-relationship.xml, which is the authority for this text: change the TEI, not this file.

## Title page

title = Korea-U.S. Relationship
subtitle = Evolving Into a More Mature Partnership
speaker = <persName>Ban Ki-moon</persName>
role = Minister of Foreign Affairs and Trade
occasion = Dinner hosted by the <orgName>Korea Society</orgName>, <placeName>New York</placeName>, <date>23 September [2004]</date>

## Assessment of the Significance of Korea-U.S. Relations

significance-head = Assessment of the Significance of Korea-U.S. Relations
significance-p1 = From a strategic point of view, the U.S. presence in this region as <q>“balancer”</q> is beneficial to all parties in the region as a whole. With China rising as an economic and military power and Japan on the way to becoming a normal state, I think Korea’s alliance with the United States is <q>“vital.”</q>
significance-p2 = The successful relations of the last 50 years have made Korea and the U.S. critical partners in other areas as well. Our two nations are major economic and trade partners. People-to-people and cultural exchanges are also growing by leaps and bounds. The United States is where the greatest number of our citizens has settled and is the number one destination for Korean students studying abroad. We, therefore, account for a good deal of the diversity of U.S. society.

## Challenges Faced by Korea and the U.S.

challenges-head = Challenges Faced by Korea and the U.S.
challenges-p1 = The <term>North Korean nuclear issue</term> is one of the most pressing challenges. The ROK and the U.S., in our common efforts to resolve the <term>North Korean nuclear issue</term>, are firm in our stance that we will not tolerate any nuclear programs of the DPRK. We also share a common view that this issue should be resolved in a peaceful manner through dialogue.
challenges-p2 = As a result of the combined diplomatic efforts of the ROK, the U.S., and the other concerned countries, the multilateral framework of the <term>Six-Party Talks</term> process was established, and progress has been made through the three rounds of talks held so far. We now need to focus our efforts on holding the fourth round of talks in the near future, so that the momentum can be maintained and the necessary first steps toward the <term>denuclearization of the <placeName>Korean Peninsula</placeName></term> can be taken.
challenges-p3 = Meanwhile, in order to further enhance economic and trade cooperation between our two countries, I believe that we need to adopt a more systematic and institutional approach. In this context, we should look for ways to make further progress in the negotiations for the <term>Korea-U.S. Bilateral Investment Treaty</term> (<abbr>BIT</abbr>). We also need to seriously examine the possibility of a <term>Korea-U.S. <abbr>FTA</abbr></term>, although a great deal of preparatory work remains to be done, especially in the area of the agriculture market.

## The Future of Korea-U.S. relations

future-head = The Future of Korea-U.S. relations
future-p1 = We need a common blueprint for the future direction of our bilateral relations.
future-p2 = Certainly, there is a need to establish a mechanism for high-ranking government officials to discuss issues on a regular basis. At the same time, it would also be useful to organize a council, comprising academic and economic experts in the private sector.
future-p3 = I would like to stress that the <q>“<term>Northeast Asia era</term>”</q> is one that should be ushered in with the consistent involvement and close cooperation of the U.S.
future-p4 = Of course, my government also wishes to work with other neighboring countries in working out concrete ways to translate this vision into reality. Korea and Japan, as nearest neighbors, have been fostering cooperation through closely coordinated exchanges in the political, economic, societal and cultural fields. Moreover, Korea-China relations have been witnessing a huge rise in trade and investment as both governments translate their relations into a <term>full-scale cooperative partnership</term> not just in name but in practice. Russia has been closely linked to the <placeName>Korean Peninsula</placeName> geographically and historically.

## Closing note

closing-note = (Excerpts from Minister <persName>Ban</persName>’s speech at a dinner hosted by the <orgName>Korea Society</orgName> on <date>Sept. 23</date> in <placeName>New York</placeName>)
