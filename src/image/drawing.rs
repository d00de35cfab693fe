//! Drawings: what an SVG comes down to, as a page description has it.

/// A drawing: steps that are taken one after another on a plane whose origin is the upper left corner and whose y grows
/// downwards.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// The width of what is seen of the plane.
    pub width: f32,
    /// The height of what is seen of it.
    pub height: f32,
    /// The steps.
    pub steps: Vec<Step>,
}

/// A step of a drawing.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// From here on only what lies in a path is seen, to the [`Step::Unclip`] that belongs to it.
    Clip(Path),
    /// The innermost clip ends.
    Unclip,
    /// A path is filled.
    Fill {
        /// The path.
        path: Path,
        /// With what.
        paint: Paint,
        /// From 0 to 1.
        opacity: f32,
    },
    /// A line is drawn along a path.
    Stroke {
        /// The path.
        path: Path,
        /// How.
        line: Line,
        /// In red, green and blue.
        color: [u8; 3],
        /// From 0 to 1.
        opacity: f32,
    },
}

/// A path, in coordinates of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// The segments, each of which begins where the one before it ends.
    pub segments: Vec<Segment>,
    /// Brings its coordinates to those of the drawing, as `cm` takes it (ISO 32000-1, section 8.3.3).
    pub matrix: [f32; 6],
    /// Whether a point is inside if a ray from it crosses the path an odd number of times, and not by its winding number.
    pub even_odd: bool,
}

/// A segment of a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Segment {
    /// Begins anew at a point.
    Move([f32; 2]),
    /// A straight line to a point.
    Line([f32; 2]),
    /// A Bézier curve: two control points and its end.
    Curve([f32; 2], [f32; 2], [f32; 2]),
    /// A straight line to where the path began.
    Close,
}

/// What a path is filled with.
#[derive(Clone, Debug, PartialEq)]
pub enum Paint {
    /// Red, green and blue.
    Color([u8; 3]),
    /// Colours that run into each other.
    Gradient(Gradient),
}

/// Colours that run into each other between two circles, or along a line between two points.
#[derive(Clone, Debug, PartialEq)]
pub struct Gradient {
    /// The start: x, y and radius.
    pub from: [f32; 3],
    /// The end: x, y and radius.
    pub to: [f32; 3],
    /// Whether it runs between circles.
    pub radial: bool,
    /// Brings its coordinates to those of its path.
    pub matrix: [f32; 6],
    /// Where each colour is, from 0 to 1, in ascending order: two at least.
    pub stops: Vec<(f32, [u8; 3])>,
}

/// How a line is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// How thick it is.
    pub width: f32,
    /// How it ends: 0 butt, 1 round, 2 square, as `J` takes it.
    pub cap: u8,
    /// How it turns: 0 mitred, 1 round, 2 bevelled, as `j` takes it.
    pub join: u8,
    /// How far a mitred corner may stand out, in widths.
    pub miter: f32,
    /// The lengths of dashes and gaps; none for a whole line.
    pub dashes: Vec<f32>,
    /// Where in them it begins.
    pub offset: f32,
}
