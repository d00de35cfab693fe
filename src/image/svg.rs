//! SVG: read by usvg, which resolves styles, units, shapes and references, and brought down to a [`Drawing`]. What a drawing
//! does not have, such as text and filters, is refused: half a picture is worse than none.

use usvg::tiny_skia_path::{PathSegment, Point};
use usvg::{
    BlendMode, FillRule, Group, ImageHrefResolver, LineCap, LineJoin, Node, Options, PaintOrder, SpreadMethod, Stop,
    Transform, Tree, roxmltree,
};

use super::drawing::{Drawing, Gradient, Line, Paint, Path, Segment, Step};
use super::{DAMAGED, Refused, refuse};

/// Groups in each other, at most.
const DEEPEST: usize = 100;

/// Whether bytes are those of an SVG, or of something that means to be one.
pub(super) fn is_svg(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
    let start = start.trim_start_matches('\u{feff}').trim_start();
    start.starts_with('<') && start.contains("<svg")
}

/// Reads an SVG, and gives its size in points.
pub(super) fn read(bytes: &[u8]) -> Result<(Drawing, (f32, f32)), Refused> {
    let Ok(text) = std::str::from_utf8(bytes) else { return refuse("is an SVG, but no UTF-8", "save it as UTF-8") };
    let damaged = |error: &dyn std::fmt::Display| Refused {
        problem: format!("is no SVG that can be read: {error}"),
        help: DAMAGED,
    };
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() };
    let document = roxmltree::Document::parse_with_options(text, options).map_err(|error| damaged(&error))?;
    let has = |name: &str| {
        let mut elements = document.descendants().filter(|node| node.is_element());
        elements.any(|node| node.tag_name().name() == name)
    };
    if has("text") {
        return refuse("is an SVG with text, whose fonts are not known here", "turn its text into paths");
    }
    if has("image") {
        return refuse("is an SVG that shows another picture", "draw it with paths alone, or save it as PNG");
    }
    if has("foreignObject") {
        return refuse("is an SVG that holds a web page", "draw it with paths alone, or save it as PNG");
    }
    // Nothing that it names is read.
    let image_href_resolver =
        ImageHrefResolver { resolve_data: Box::new(|_, _, _| None), resolve_string: Box::new(|_, _| None) };
    let options = Options { image_href_resolver, ..Options::default() };
    let tree = Tree::from_xmltree(&document, &options).map_err(|error| damaged(&error))?;
    let (width, height) = (tree.size().width(), tree.size().height());
    let mut steps = Vec::new();
    group(tree.root(), 1.0, DEEPEST, &mut steps)?;
    if steps.is_empty() {
        return refuse("shows nothing", "see that something is drawn in it");
    }
    Ok((Drawing { width, height, steps }, (0.75 * width, 0.75 * height)))
}

/// The steps of a group that is seen through others of an opacity.
fn group(group: &Group, opacity: f32, depth: usize, steps: &mut Vec<Step>) -> Result<(), Refused> {
    let flat = "draw it with paths and colours alone, or save it as PNG";
    if depth == 0 {
        return refuse("has groups too deep in each other", "take groups apart");
    }
    if !group.filters().is_empty() {
        return refuse("is an SVG with a filter", flat);
    }
    if group.mask().is_some() {
        return refuse("is an SVG with a mask", flat);
    }
    if group.blend_mode() != BlendMode::Normal {
        return refuse("is an SVG whose colours are blended", flat);
    }
    let own = group.opacity().get();
    if own < 1.0 && marks(group) > 1 {
        return refuse(
            "is an SVG with an opacity on a group of several shapes",
            "give the opacity to each shape (`fill-opacity`, `stroke-opacity`)",
        );
    }
    let mut clips = 0;
    let mut clip = group.clip_path();
    while let Some(inner) = clip {
        steps.push(Step::Clip(outline(inner.root(), group.abs_transform().pre_concat(inner.transform()))?));
        clips += 1;
        clip = inner.clip_path();
    }
    for node in group.children() {
        match node {
            Node::Group(inner) => self::group(inner, opacity * own, depth - 1, steps)?,
            Node::Path(path) if path.is_visible() => self::path(path, opacity * own, steps)?,
            Node::Path(_) => {}
            Node::Image(_) | Node::Text(_) => return refuse("is an SVG with more than paths", flat),
        }
    }
    steps.extend((0..clips).map(|_| Step::Unclip));
    Ok(())
}

/// How many times something is painted in a group.
fn marks(group: &Group) -> usize {
    let of = |node: &Node| match node {
        Node::Group(inner) => marks(inner),
        Node::Path(path) => usize::from(path.fill().is_some()) + usize::from(path.stroke().is_some()),
        Node::Image(_) | Node::Text(_) => 1,
    };
    group.children().iter().map(of).sum()
}

/// The one path that a clip is made of.
fn outline(group: &Group, transform: Transform) -> Result<Path, Refused> {
    let mut group = group;
    let mut transform = transform.pre_concat(group.transform());
    loop {
        match group.children() {
            [Node::Path(path)] if group.clip_path().is_none() => {
                let even_odd = path.fill().is_some_and(|fill| fill.rule() == FillRule::EvenOdd);
                return Ok(Path { segments: segments(path), matrix: matrix(transform), even_odd });
            }
            [Node::Group(inner)] if group.clip_path().is_none() => {
                transform = transform.pre_concat(inner.transform());
                group = inner;
            }
            _ => return refuse("is an SVG with a clip of several shapes", "make one path of the clip"),
        }
    }
}

fn path(path: &usvg::Path, opacity: f32, steps: &mut Vec<Step>) -> Result<(), Refused> {
    let shape = |even_odd: bool| Path { segments: segments(path), matrix: matrix(path.abs_transform()), even_odd };
    let mut fill = None;
    if let Some(it) = path.fill() {
        let paint = paint(it.paint())?;
        let opacity = opacity * it.opacity().get();
        fill = Some(Step::Fill { path: shape(it.rule() == FillRule::EvenOdd), paint, opacity });
    }
    let mut stroke = None;
    if let Some(it) = path.stroke() {
        let usvg::Paint::Color(color) = it.paint() else {
            return refuse(
                "is an SVG with a line of several colours",
                "give lines one colour, or turn them into paths",
            );
        };
        let line = Line {
            width: it.width().get(),
            cap: match it.linecap() {
                LineCap::Butt => 0,
                LineCap::Round => 1,
                LineCap::Square => 2,
            },
            join: match it.linejoin() {
                LineJoin::Miter | LineJoin::MiterClip => 0,
                LineJoin::Round => 1,
                LineJoin::Bevel => 2,
            },
            miter: it.miterlimit().get(),
            dashes: it.dasharray().unwrap_or_default().to_vec(),
            offset: it.dashoffset(),
        };
        let opacity = opacity * it.opacity().get();
        stroke = Some(Step::Stroke { path: shape(false), line, color: [color.red, color.green, color.blue], opacity });
    }
    match path.paint_order() {
        PaintOrder::FillAndStroke => steps.extend(fill.into_iter().chain(stroke)),
        PaintOrder::StrokeAndFill => steps.extend(stroke.into_iter().chain(fill)),
    }
    Ok(())
}

fn paint(paint: &usvg::Paint) -> Result<Paint, Refused> {
    let (base, from, to, radial): (&usvg::BaseGradient, _, _, _) = match paint {
        usvg::Paint::Color(color) => return Ok(Paint::Color([color.red, color.green, color.blue])),
        usvg::Paint::Pattern(_) => {
            return refuse("is an SVG with a pattern", "draw what the pattern repeats, or save it as PNG");
        }
        usvg::Paint::LinearGradient(it) => (&***it, [it.x1(), it.y1(), 0.0], [it.x2(), it.y2(), 0.0], false),
        usvg::Paint::RadialGradient(it) => {
            (&***it, [it.fx(), it.fy(), it.fr().get()], [it.cx(), it.cy(), it.r().get()], true)
        }
    };
    if base.spread_method() != SpreadMethod::Pad {
        return refuse("is an SVG with a gradient that repeats", "let its gradients end with a colour");
    }
    if base.stops().iter().any(|stop| stop.opacity().get() < 1.0) {
        return refuse("is an SVG with a gradient that fades away", "let its gradients end in a colour");
    }
    let stop = |stop: &Stop| (stop.offset().get(), [stop.color().red, stop.color().green, stop.color().blue]);
    let stops = base.stops().iter().map(stop).collect();
    Ok(Paint::Gradient(Gradient { from, to, radial, matrix: matrix(base.transform()), stops }))
}

fn segments(path: &usvg::Path) -> Vec<Segment> {
    let at = |point: Point| [point.x, point.y];
    let mut last = Point::from_xy(0.0, 0.0);
    let segment = |segment: PathSegment| match segment {
        PathSegment::MoveTo(to) => {
            last = to;
            Segment::Move(at(to))
        }
        PathSegment::LineTo(to) => {
            last = to;
            Segment::Line(at(to))
        }
        PathSegment::QuadTo(control, to) => {
            // The same curve with two control points.
            let third = |end: Point| [(end.x + 2.0 * control.x) / 3.0, (end.y + 2.0 * control.y) / 3.0];
            let curve = Segment::Curve(third(last), third(to), at(to));
            last = to;
            curve
        }
        PathSegment::CubicTo(one, two, to) => {
            last = to;
            Segment::Curve(at(one), at(two), at(to))
        }
        PathSegment::Close => Segment::Close,
    };
    path.data().segments().map(segment).collect()
}

fn matrix(transform: Transform) -> [f32; 6] {
    [transform.sx, transform.ky, transform.kx, transform.sy, transform.tx, transform.ty]
}
