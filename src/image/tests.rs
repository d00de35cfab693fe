use super::*;

/// A JPEG of markers alone: its segments, each a marker and what follows its length, and then a picture that says nothing.
fn jpeg(segments: &[(u8, &[u8])]) -> Vec<u8> {
    let mut bytes = vec![0xff, 0xd8];
    for (marker, body) in segments {
        bytes.extend([0xff, *marker]);
        bytes.extend((body.len() as u16 + 2).to_be_bytes());
        bytes.extend_from_slice(body);
    }
    bytes.extend([0xff, 0xda, 0, 2, 0, 0xff, 0xd9]);
    bytes
}

/// A frame of 300 by 200 pixels of so many components.
fn frame(components: u8) -> Vec<u8> {
    let mut body = vec![8, 0, 200, 1, 44, components];
    (1..=components).for_each(|id| body.extend([id, 0x11, 0]));
    body
}

const JFIF_300: &[u8] = b"JFIF\0\x01\x01\x01\x01\x2c\x01\x2c\0\0";

#[test]
fn markers_tell_what_a_jpeg_is() {
    let image = read("a.jpg", jpeg(&[(0xe0, JFIF_300), (0xc0, &frame(3))])).unwrap();
    let Kind::Jpeg(found) = &image.kind else { panic!("a JPEG") };
    assert_eq!((found.width, found.height, found.components, found.orientation), (300, 200, 3, 1));
    assert_eq!((image.width, image.height), (72.0, 48.0));
    let turned: &[u8] = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let image = read("a.jpg", jpeg(&[(0xe1, turned), (0xe0, JFIF_300), (0xc2, &frame(1))])).unwrap();
    assert!(matches!(&image.kind, Kind::Jpeg(jpeg) if jpeg.orientation == 6 && jpeg.components == 1));
    assert_eq!((image.width, image.height), (48.0, 72.0));
    let little: &[u8] = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x03\0\0\0\0\0\0\0";
    let image = read("a.jpg", jpeg(&[(0xe1, little), (0xc0, &frame(3))])).unwrap();
    assert!(matches!(&image.kind, Kind::Jpeg(jpeg) if jpeg.orientation == 3));
    // Without a resolution, 96 pixels an inch.
    assert_eq!(image.width, 225.0);
}

#[test]
fn what_cannot_be_shown_is_refused_with_a_hint() {
    let twelve = [&[12], &frame(3)[1..]].concat();
    for (bytes, problem) in [
        (jpeg(&[(0xc0, &frame(4))]), "CMYK"),
        (jpeg(&[(0xc0, &frame(2))]), "2 colour channels"),
        (jpeg(&[(0xc1, &twelve)]), "12 bits"),
        (jpeg(&[(0xc3, &frame(3))]), "lossless"),
        (jpeg(&[(0xc9, &frame(3))]), "arithmetic"),
        (jpeg(&[]), "no size"),
        (jpeg(&[(0xc0, &[8, 0])]), "no size"),
        (b"\xff\xd8\xff\xe0\0\x20".to_vec(), "breaks off"),
        (b"GIF89a".to_vec(), "no PNG, JPEG or SVG"),
        (Vec::new(), "no PNG, JPEG or SVG"),
        (b"\x89PNG\r\n\x1a\n".to_vec(), "no PNG that can be read"),
        (b"<svg".to_vec(), "no SVG that can be read"),
    ] {
        let refused = read("a", bytes).unwrap_err();
        assert!(refused.problem.contains(problem) && !refused.help.is_empty(), "{problem}: {refused:?}");
    }
}

fn svg(body: &str) -> Result<Drawing, Refused> {
    let text =
        format!("<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20' viewBox='0 0 80 40'>{body}</svg>");
    let image = read("a.svg", text.into_bytes())?;
    assert_eq!((image.width, image.height), (30.0, 15.0));
    match image.kind {
        Kind::Svg(drawing) => Ok(drawing),
        _ => panic!("an SVG"),
    }
}

#[test]
fn an_svg_comes_down_to_paths() {
    let drawing =
        svg("<rect width='10' height='10' fill='#ff8000' opacity='.5'/><path d='M0 0L8 8' fill='none' stroke='blue'/>")
            .unwrap();
    let [Step::Fill { path, paint, opacity }, Step::Stroke { color, line, .. }] = drawing.steps.as_slice() else {
        panic!("{:?}", drawing.steps)
    };
    assert_eq!((paint, *opacity, path.segments.len()), (&Paint::Color([255, 128, 0]), 0.5, 5));
    // The plane is half as large as what is drawn on it.
    assert_eq!(path.matrix[0], 0.5);
    assert_eq!((*color, line.width), ([0, 0, 255], 1.0));
}

#[test]
fn an_svg_that_is_more_than_paths_is_refused() {
    for (body, problem) in [
        ("<text>a</text>", "text"),
        ("<image href='a.png' width='1' height='1'/>", "another picture"),
        ("<foreignObject/>", "web page"),
        ("", "nothing"),
        ("<rect/>", "nothing"),
        ("<g opacity='.5'><rect width='9' height='9'/><rect width='4' height='4'/></g>", "opacity on a group"),
        (
            "<mask id='m'><rect width='9' height='9' fill='white'/></mask><rect width='9' height='9' mask='url(#m)'/>",
            "mask",
        ),
        ("<rect width='9' height='9' style='mix-blend-mode: multiply'/>", "blended"),
        (
            "<linearGradient id='g'><stop/><stop offset='1' stop-opacity='0'/></linearGradient><rect width='9' height='9' fill='url(#g)'/>",
            "fades",
        ),
        (
            "<pattern id='p' width='2' height='2' patternUnits='userSpaceOnUse'><rect width='1' height='1'/></pattern><rect width='9' height='9' fill='url(#p)'/>",
            "pattern",
        ),
    ] {
        let refused = svg(body).expect_err(body);
        assert!(refused.problem.contains(problem), "{problem}: {refused:?}");
    }
}

#[test]
fn nothing_that_is_cut_off_or_changed_makes_trouble() {
    let files: [&[u8]; 4] = [
        include_bytes!("../../tests/cases/pictures/sources/pictures/seal.png"),
        include_bytes!("../../tests/cases/pictures/sources/pictures/depths.png"),
        include_bytes!("../../tests/cases/pictures/sources/pictures/keeper.jpg"),
        include_bytes!("../../tests/cases/pictures/sources/pictures/chart.svg"),
    ];
    for file in files {
        assert!(read("a", file.to_vec()).is_ok());
        for at in (0..file.len()).step_by(file.len() / 60) {
            let _ = read("a", file[..at].to_vec());
            let mut changed = file.to_vec();
            changed[at] ^= 0x5a;
            let _ = read("a", changed);
        }
    }
}
