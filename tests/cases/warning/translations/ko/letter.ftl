greeting = <emph>벗</emph>에게,
thanks = <wonder>책</wonder>을 보내 주어 고맙습니다.
