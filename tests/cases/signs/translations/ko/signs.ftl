non-joiner = 나랏말〮ᄊᆞ미〮 달아〮 한‌글로 옮긴다.
persian = <foreign>می‌خواهم این کتاب‌ها را بخوانم.</foreign>
variants = <foreign>葛󠄀城</foreign>라는 도시와 ☺︎라는 글자.
joiners = ᄆᆞᆯ〯 가⁠나 다라 마​바.
directions = 낱말 ‎ 과 ‏ 또 하나, 그리고 <foreign>בְּרֵאשִׁית הָיָה הַיָּם</foreign>.
equivalents = Ångström 단위와 Ω, <foreign>樂園</foreign>과 café.
