visitors = <date>{ DATETIME($date1) }</date>까지 <num>{ $num1 }</num>명의 관람객이 찾았으며, 그 가운데 <num>{ NUMBER($share, minimumFractionDigits: 2) }</num>퍼센트는 외국인이었다.
load = <date>{ DATETIME($date1, dateStyle: "long") }</date> 이래 이 다리는 <measure>{ $measure1 }톤</measure>을 지탱하며 <time>{ DATETIME($date2, timeStyle: "short") }</time>에 열린다.
feast = 이 축제는 <date>{ $date1 }</date>에 열리며, 그날은 <date>{ DATETIME($date2, year: "numeric") }에는 { DATETIME($date2, weekday: "long") }</date>이었다.
