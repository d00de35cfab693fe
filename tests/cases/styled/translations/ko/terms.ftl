### The project's terms in Korean, shared by its documents: official names and usage of the time.
### The comment above a term gives its source form; a message uses it as { -six-party-talks }.

## Persons, offices and bodies

# source: Ban Ki-moon
-ban-ki-moon = 반기문

# source: Minister of Foreign Affairs and Trade
# The office's name from 1998 to 2013.
-minister-of-foreign-affairs-and-trade = 외교통상부 장관

# source: Korea Society
-korea-society = 코리아 소사이어티

## Relations

# source: Korea-U.S. Relations
# source: Korea-U.S. Relationship
-korea-us-relations = 한미 관계

# source: Korea and the U.S.
# source: the ROK and the U.S.
-korea-and-the-us = 한미 양국

# source: full-scale cooperative partnership
# The name in the Korea-China joint statement of July 2003.
-full-scale-cooperative-partnership = 전면적 협력 동반자 관계

# source: Northeast Asia era
-northeast-asia-era = 동북아 시대

## Security

# source: North Korean nuclear issue
-north-korean-nuclear-issue = 북핵 문제

# source: Six-Party Talks
-six-party-talks = 6자회담

# source: Korean Peninsula
-korean-peninsula = 한반도

# source: denuclearization
-denuclearization = 비핵화

## Trade and investment

# source: Korea-U.S. Bilateral Investment Treaty
-bit = 한미투자협정

# source: Korea-U.S. FTA
-fta = 한미 자유무역협정
