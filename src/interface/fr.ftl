### Ce qu’une édition dit d’elle-même, en français. Un projet remplace chaque message dans translations/fr/interface.ftl.

notes = Notes
untranslated = Non traduit
outdated = Traduction à revoir
draft = { $outdated ->
    [0] { $untranslated ->
        [one] Brouillon : { $untranslated } passage sur { $total } n’est pas traduit
       *[other] Brouillon : { $untranslated } passages sur { $total } ne sont pas traduits
    }
   *[other] { $untranslated ->
        [0] { $outdated ->
            [one] Brouillon : la traduction de { $outdated } passage sur { $total } est à revoir
           *[other] Brouillon : la traduction de { $outdated } passages sur { $total } est à revoir
        }
       *[other] Brouillon : sur { $total } passages, { $untranslated } à traduire et { $outdated } à revoir
    }
}
pending = Reste à traduire
permalink = Lien vers ce passage
languages = Langues
contents = Table des matières
translated-by = Traduction de { $n }
date-about = vers { $n }
date-after = après { $n }
date-before = avant { $n }
colophon = Colophon
colophon-title = Autre titre
colophon-sent = Expéditeur
colophon-received = Destinataire
colophon-source = Source
colophon-notes = Remarques
colophon-edition = Édition
colophon-series = Collection
colophon-publication = Publication
colophon-responsibility = Responsabilité
colophon-identifier = Identifiants
colophon-rights = Droits
colophon-revision = Révisions
colophon-citation = Pour citer
colophon-digest = SHA-256 des sources
colophon-program = Composé avec
colophon-earlier = Révisions antérieures : { $n }
cite-between = .
cite-title = { $n }
cite-translator = Traduction de { $n }
cite-editor = Édité par { $n }
editor = Éditeur scientifique
translator = Traduction
principal = Direction scientifique
sponsor = Parrainage
funder = Financement
translator-note = Note du traducteur :
back = Retour au texte
editions = Éditions
skip = Aller au texte
page = Page { $n }
table = Tableau
picture = Image
listing = Code
