# The second tag is not in the source.
greeting = <emph>벗</emph>에게, <hi>안녕</hi>
thanks = 책을 보내 주어 고맙습니다.
