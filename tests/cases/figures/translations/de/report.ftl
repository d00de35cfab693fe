visitors = Bis zum <date>{ $date1 }</date> waren <num>{ NUMBER($num1) }</num> Besucher gekommen, { NUMBER($share) ->
    [one] davon <num>{ $share }</num> Prozent
   *[other] davon <num>{ $share }</num> Prozent
} aus dem Ausland.
load = Seit <date>{ $date1 }</date> trägt die Brücke <measure>{ NUMBER($measure1, useGrouping: "false") } t</measure> und öffnet um <time>{ $date2 }</time> Uhr.
feast = Das Fest ist am <date>{ DATETIME($date1, month: "long", day: "numeric") }</date>, einem <date>{ DATETIME($date2, weekday: "long") } im Jahr { DATETIME($date2, year: "numeric") }</date>.
