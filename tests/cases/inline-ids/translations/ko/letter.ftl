# The ids and the attributes of tags are those of the source, and what is marked there is marked here.
greeting = <emph xml:id="fiend">벗</emph>과 이 선생<persName/>에게,
thanks = <ref target="https://example.org">책</ref>을 보내 주어 고맙습니다.
