### The Ferry at Low Water: A letter, with its answer
### Derived from sources/ferry.xml, which is the authority for this text: change the TEI, not this file.

letter = The ferry waits for water, and I for a word from you.
answer = Water came at four. Here is the word.
