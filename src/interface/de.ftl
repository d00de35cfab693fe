### Was eine Ausgabe von sich selbst sagt, auf Deutsch. Ein Projekt ersetzt einzelne Meldungen in translations/de/interface.ftl.

notes = Anmerkungen
untranslated = Nicht übersetzt
outdated = Übersetzung veraltet
draft = { $outdated ->
    [0] { $untranslated ->
        [one] Entwurf: { $untranslated } von { $total } Textstellen ist nicht übersetzt
       *[other] Entwurf: { $untranslated } von { $total } Textstellen sind nicht übersetzt
    }
   *[other] { $untranslated ->
        [0] { $outdated ->
            [one] Entwurf: die Übersetzung von { $outdated } der { $total } Textstellen ist veraltet
           *[other] Entwurf: die Übersetzungen von { $outdated } der { $total } Textstellen sind veraltet
        }
       *[other] Entwurf: von { $total } Textstellen sind { $untranslated } nicht übersetzt und { $outdated } veraltet
    }
}
pending = Noch zu übersetzen
permalink = Link zu dieser Textstelle
languages = Sprachen
contents = Inhalt
translated-by = Übersetzt von { $n }
date-about = um { $n }
date-after = nach { $n }
date-before = vor { $n }
colophon = Impressum
colophon-title = Weiterer Titel
colophon-sent = Absender
colophon-received = Empfänger
colophon-source = Vorlage
colophon-notes = Bemerkungen
colophon-edition = Ausgabe
colophon-series = Reihe
colophon-publication = Veröffentlicht
colophon-responsibility = Mitwirkende
colophon-identifier = Kennungen
colophon-rights = Rechte
colophon-revision = Änderungen
colophon-citation = Zitierweise
colophon-digest = SHA-256 der Quellen
colophon-program = Gesetzt mit
colophon-earlier = Frühere Änderungen: { $n }
cite-between = .
cite-title = { $n }
cite-translator = Übersetzt von { $n }
cite-editor = Herausgegeben von { $n }
editor = Herausgabe
translator = Übersetzung
principal = Projektleitung
sponsor = Unterstützt von
funder = Gefördert von
translator-note = Anmerkung der Übersetzung:
back = Zurück zum Text
editions = Ausgaben
skip = Zum Text springen
page = Seite { $n }
table = Tabelle
picture = Bild
listing = Code
