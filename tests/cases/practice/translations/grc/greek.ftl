### Περὶ ποταμῶν
### Derived from sources/greek.xml, which is the authority for this text: change the TEI, not this file.

g1 = ὁ ποταμὸς ῥεῖ, <foreign>flumen fluit</foreign>.
