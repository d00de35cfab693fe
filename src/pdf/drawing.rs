//! Drawings as form XObjects (ISO 32000-1, section 8.10): a square of 1, as a picture of samples is.

use std::fmt::Write as _;

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use crate::image::{Drawing, Gradient, Paint, Path, Segment, Step};

use super::file::{File, compress, number};

/// Writes a drawing.
pub(super) fn write(drawing: &Drawing, file: &mut File) -> ObjectId {
    let mut writer = Writer::default();
    drawing.steps.iter().for_each(|step| writer.step(step));
    let Writer { out, opacities, gradients } = writer;
    let mut resources = Dictionary::new();
    if !opacities.is_empty() {
        let state = |(index, thousandths): (usize, &i64)| {
            let opacity = number(*thousandths as f32 / 1000.0);
            let state = dictionary! { "Type" => "ExtGState", "ca" => opacity.clone(), "CA" => opacity };
            (format!("G{index}"), Object::from(state))
        };
        resources.set("ExtGState", opacities.iter().enumerate().map(state).collect::<Dictionary>());
    }
    if !gradients.is_empty() {
        let shading = |(index, gradient): (usize, &Gradient)| (format!("S{index}"), Object::from(shading(gradient)));
        resources.set("Shading", gradients.iter().enumerate().map(shading).collect::<Dictionary>());
    }
    let (width, height) = (drawing.width, drawing.height);
    let dictionary = dictionary! {
        "Type" => "XObject", "Subtype" => "Form", "Resources" => resources, "Filter" => "FlateDecode",
        "BBox" => vec![0.into(), 0.into(), number(width), number(height)],
        // Upright, and of size 1.
        "Matrix" => vec![
            Object::Real(1.0 / width), 0.into(), 0.into(), Object::Real(-1.0 / height), 0.into(), 1.into(),
        ],
    };
    let id = file.reserve();
    file.put_stream(id, dictionary, &compress(out.as_bytes()));
    id
}

/// Writes the operators of a drawing.
#[derive(Default)]
struct Writer {
    out: String,
    /// The opacities that are used, in thousandths.
    opacities: Vec<i64>,
    gradients: Vec<Gradient>,
}

impl Writer {
    fn step(&mut self, step: &Step) {
        match step {
            Step::Clip(path) => {
                self.operator("q", &[]);
                // The clip stays when its coordinates are gone.
                let inner = Path { matrix: [1.0, 0.0, 0.0, 1.0, 0.0, 0.0], ..path.clone() };
                let at = |point: [f32; 2]| apply(path.matrix, point);
                let segments = inner.segments.iter().map(|segment| match *segment {
                    Segment::Move(to) => Segment::Move(at(to)),
                    Segment::Line(to) => Segment::Line(at(to)),
                    Segment::Curve(one, two, to) => Segment::Curve(at(one), at(two), at(to)),
                    Segment::Close => Segment::Close,
                });
                self.path(&segments.collect::<Vec<_>>());
                self.operator(if path.even_odd { "W*" } else { "W" }, &[]);
                self.operator("n", &[]);
            }
            Step::Unclip => self.operator("Q", &[]),
            Step::Fill { path, paint, opacity } => {
                self.begin(path, *opacity);
                match paint {
                    Paint::Color(color) => {
                        self.operator("rg", &color.map(part));
                        self.path(&path.segments);
                        self.operator(if path.even_odd { "f*" } else { "f" }, &[]);
                    }
                    Paint::Gradient(gradient) => {
                        self.path(&path.segments);
                        self.operator(if path.even_odd { "W*" } else { "W" }, &[]);
                        self.operator("n", &[]);
                        self.operator("cm", &gradient.matrix);
                        let _ = writeln!(self.out, "/S{} sh", self.gradients.len());
                        self.gradients.push(gradient.clone());
                    }
                }
                self.operator("Q", &[]);
            }
            Step::Stroke { path, line, color, opacity } => {
                self.begin(path, *opacity);
                self.operator("RG", &color.map(part));
                self.operator("w", &[line.width]);
                self.operator("J", &[f32::from(line.cap)]);
                self.operator("j", &[f32::from(line.join)]);
                self.operator("M", &[line.miter.max(1.0)]);
                let dashes: Vec<String> = line.dashes.iter().map(|dash| shown(*dash)).collect();
                let _ = writeln!(self.out, "[{}] {} d", dashes.join(" "), shown(line.offset));
                self.path(&path.segments);
                self.operator("S", &[]);
                self.operator("Q", &[]);
            }
        }
    }

    fn begin(&mut self, path: &Path, opacity: f32) {
        self.operator("q", &[]);
        let opacity = (opacity.clamp(0.0, 1.0) * 1000.0).round() as i64;
        if opacity < 1000 {
            let known = self.opacities.iter().position(|known| *known == opacity);
            let index = known.unwrap_or_else(|| {
                self.opacities.push(opacity);
                self.opacities.len() - 1
            });
            let _ = writeln!(self.out, "/G{index} gs");
        }
        self.operator("cm", &path.matrix);
    }

    fn path(&mut self, segments: &[Segment]) {
        for segment in segments {
            match *segment {
                Segment::Move(to) => self.operator("m", &to),
                Segment::Line(to) => self.operator("l", &to),
                Segment::Curve([a, b], [c, d], [e, f]) => self.operator("c", &[a, b, c, d, e, f]),
                Segment::Close => self.operator("h", &[]),
            }
        }
    }

    fn operator(&mut self, name: &str, numbers: &[f32]) {
        for number in numbers {
            self.out.push_str(&shown(*number));
            self.out.push(' ');
        }
        self.out.push_str(name);
        self.out.push('\n');
    }
}

/// A gradient as a shading of type 2 or 3 (ISO 32000-1, section 8.7.4.5), which goes on beyond its ends.
fn shading(gradient: &Gradient) -> Dictionary {
    let Gradient { from, to, radial, stops, .. } = gradient;
    let colors = |color: [u8; 3]| color.map(|component| number(part(component))).to_vec();
    let between = |pair: &[(f32, [u8; 3])]| -> Object {
        let (start, end) = (colors(pair[0].1), colors(pair[1].1));
        dictionary! {
            "FunctionType" => 2, "Domain" => vec![0.into(), 1.into()], "C0" => start, "C1" => end, "N" => 1,
        }
        .into()
    };
    // Before the first colour and after the last, it is alone.
    let mut stops = stops.clone();
    if let Some(&(_, color)) = stops.first().filter(|(offset, _)| *offset > 0.0) {
        stops.insert(0, (0.0, color));
    }
    if let Some(&(_, color)) = stops.last().filter(|(offset, _)| *offset < 1.0) {
        stops.push((1.0, color));
    }
    let functions: Vec<Object> = stops.windows(2).map(between).collect();
    let bounds: Vec<Object> = stops[1..stops.len() - 1].iter().map(|(offset, _)| number(*offset)).collect();
    let encode: Vec<Object> = functions.iter().flat_map(|_| [0.into(), 1.into()]).collect();
    let function = dictionary! {
        "FunctionType" => 3, "Domain" => vec![0.into(), 1.into()], "Functions" => functions, "Bounds" => bounds,
        "Encode" => encode,
    };
    let ends = if *radial {
        vec![from[0], from[1], from[2], to[0], to[1], to[2]]
    } else {
        vec![from[0], from[1], to[0], to[1]]
    };
    dictionary! {
        "ShadingType" => if *radial { 3 } else { 2 }, "ColorSpace" => "DeviceRGB", "Function" => function,
        "Coords" => ends.into_iter().map(number).collect::<Vec<_>>(), "Extend" => vec![true.into(), true.into()],
    }
}

fn apply([a, b, c, d, e, f]: [f32; 6], [x, y]: [f32; 2]) -> [f32; 2] {
    [a * x + c * y + e, b * x + d * y + f]
}

fn part(component: u8) -> f32 {
    f32::from(component) / 255.0
}

/// A number of at most four decimals.
fn shown(value: f32) -> String {
    let value = (f64::from(value) * 10_000.0).round() / 10_000.0;
    if value == 0.0 { "0".to_owned() } else { value.to_string() }
}
