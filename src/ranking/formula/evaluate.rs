//! Runs a compiled formula on a stack. Every number on the stack is finite; anything else is an error
//! that points at the operation.

use std::ops::Range;

use super::FormulaError;
use super::program::{Program, Step};

/// Runs some steps of a program and gives the number that they leave.
pub(super) fn run(
    program: &Program,
    steps: Range<usize>,
    field: &impl Fn(&str) -> Option<f64>,
) -> Result<f64, FormulaError> {
    let mut stack: Vec<f64> = Vec::with_capacity(16);
    let mut at = steps.start;
    while at < steps.end {
        let (step, span) = &program.steps[at];
        at += 1;
        match *step {
            Step::Skip(length) => at += length,
            Step::SkipIfZero(length) => {
                if is_zero(pop(&mut stack)) {
                    at += length;
                }
            }
            Step::Load(name) => stack.push(load(&program.names[name], span, field)?),
            other => {
                let value = apply(other, &mut stack).map_err(|what| fault(what, span))?;
                if !value.is_finite() {
                    return Err(fault("the result is not a finite number", span));
                }
                stack.push(value);
            }
        }
    }
    Ok(pop(&mut stack))
}

fn apply(step: Step, stack: &mut Vec<f64>) -> Result<f64, &'static str> {
    Ok(match step {
        Step::Push(value) => value,
        Step::Negate => -pop(stack),
        Step::Not => truth(is_zero(pop(stack))),
        Step::Truth => truth(!is_zero(pop(stack))),
        Step::Binary(sign) => {
            let right = pop(stack);
            return binary(sign, pop(stack), right);
        }
        Step::Call(name, count) => {
            let arguments = stack.split_off(stack.len().saturating_sub(count));
            return call(name, &arguments);
        }
        Step::Load(_) | Step::Skip(_) | Step::SkipIfZero(_) => 0.0,
    })
}

fn load(name: &str, span: &Range<usize>, field: &impl Fn(&str) -> Option<f64>) -> Result<f64, FormulaError> {
    match field(name) {
        Some(value) if value.is_finite() => Ok(value),
        Some(_) => Err(fault("the number is not finite", span)),
        None => Err(FormulaError {
            missing: Some(name.to_owned()),
            ..FormulaError::new(
                span.clone(),
                format!("`{name}` is missing"),
                format!("Give the epic a number for `{name}`."),
            )
        }),
    }
}

fn binary(sign: &str, left: f64, right: f64) -> Result<f64, &'static str> {
    Ok(match sign {
        "/" | "%" if is_zero(right) => return Err("division by zero"),
        "+" => left + right,
        "-" => left - right,
        "*" => left * right,
        "/" => left / right,
        "%" => left % right,
        "^" => left.powf(right),
        "<" => truth(left < right),
        ">" => truth(left > right),
        "<=" => truth(left <= right),
        ">=" => truth(left >= right),
        "==" => truth(is_zero(left - right)),
        _ => truth(!is_zero(left - right)),
    })
}

fn call(name: &str, arguments: &[f64]) -> Result<f64, &'static str> {
    Ok(match (name, arguments) {
        ("min", all) => all.iter().copied().fold(f64::INFINITY, f64::min),
        ("max", all) => all.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        ("abs", [value]) => value.abs(),
        ("sqrt", [value]) if *value < 0.0 => return Err("the root of a number below 0"),
        ("sqrt", [value]) => value.sqrt(),
        ("log", [value, ..]) if *value <= 0.0 => {
            return Err("the logarithm of a number not above 0");
        }
        ("log", [value]) => value.ln(),
        ("log", [value, base]) => value.ln() / base.ln(),
        ("round", [value]) => value.round(),
        ("round", [value, places]) => {
            let power = 10_f64.powf(places.round());
            (value * power).round() / power
        }
        ("clamp", [_, low, high]) if low > high => {
            return Err("the low end of `clamp` is above its high end");
        }
        ("clamp", [value, low, high]) => value.clamp(*low, *high),
        _ => return Err("the function got the wrong arguments"),
    })
}

fn pop(stack: &mut Vec<f64>) -> f64 {
    stack.pop().unwrap_or(0.0)
}

fn truth(holds: bool) -> f64 {
    f64::from(u8::from(holds))
}

fn is_zero(value: f64) -> bool {
    value == 0.0
}

fn fault(what: &str, span: &Range<usize>) -> FormulaError {
    FormulaError::new(span.clone(), what, "Guard it, for example with `max(effort, 0.5)`.")
}
