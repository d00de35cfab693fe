### Lo que una edición dice de sí misma, en español. Un proyecto sustituye cada mensaje en translations/es/interface.ftl.

notes = Notas
untranslated = Sin traducir
outdated = Traducción desactualizada
draft = { $outdated ->
    [0] { $untranslated ->
        [one] Borrador: { $untranslated } de { $total } pasajes está sin traducir
       *[other] Borrador: { $untranslated } de { $total } pasajes están sin traducir
    }
   *[other] { $untranslated ->
        [0] { $outdated ->
            [one] Borrador: la traducción de { $outdated } de { $total } pasajes está desactualizada
           *[other] Borrador: las traducciones de { $outdated } de { $total } pasajes están desactualizadas
        }
       *[other] Borrador: de { $total } pasajes, { $untranslated } sin traducir y { $outdated } desactualizados
    }
}
pending = Pendiente de traducir
permalink = Enlace a este pasaje
languages = Idiomas
contents = Índice
translated-by = Traducción de { $n }
date-about = hacia { $n }
date-after = después de { $n }
date-before = antes de { $n }
colophon = Colofón
colophon-title = Otro título
colophon-sent = Remitente
colophon-received = Destinatario
colophon-source = Fuente
colophon-notes = Observaciones
colophon-edition = Edición
colophon-series = Colección
colophon-publication = Publicación
colophon-responsibility = Responsabilidad
colophon-identifier = Identificadores
colophon-rights = Derechos
colophon-revision = Revisiones
colophon-citation = Cómo citar
colophon-digest = SHA-256 de las fuentes
colophon-program = Compuesto con
colophon-earlier = Revisiones anteriores: { $n }
cite-between = .
cite-title = { $n }
cite-translator = Traducción de { $n }
cite-editor = Edición de { $n }
editor = Edición
translator = Traducción
principal = Dirección del proyecto
sponsor = Patrocinio
funder = Financiación
translator-note = Nota de la traducción:
back = Volver al texto
editions = Ediciones
skip = Ir al texto
page = Página { $n }
table = Tabla
picture = Imagen
listing = Código
