//! SHA-256 (FIPS 180-4) in base64, as a Content-Security-Policy names what a page may hold.

use super::base64::base64;

/// The source expression for an inline style or script with this text.
pub(super) fn source(text: &str) -> String {
    format!("'sha256-{}'", base64(&sha256(text.as_bytes())))
}

/// The first 32 bits of the fractional parts of the roots of the first primes: `root` 2 for square, 3 for cube roots.
fn constants<const N: usize>(root: u32) -> [u32; N] {
    let mut out = [0; N];
    let mut prime = 1u128;
    for slot in &mut out {
        prime += 1;
        while (2..prime).any(|divisor| prime.is_multiple_of(divisor)) {
            prime += 1;
        }
        // The root of prime × 2^(32 × root) is the root of the prime in units of 2^-32; it has 36 bits.
        let target = prime << (32 * root);
        let bits = (0..36).rev().map(|bit| 1u128 << bit);
        let value = bits.fold(0, |low, bit| if (low | bit).pow(root) <= target { low | bit } else { low });
        *slot = (value & u128::from(u32::MAX)) as u32;
    }
    out
}

fn sha256(message: &[u8]) -> [u8; 32] {
    let rounds: [u32; 64] = constants(3);
    let mut state: [u32; 8] = constants(2);
    let mut padded = message.to_vec();
    padded.push(0x80);
    while padded.len() % 64 != 56 {
        padded.push(0);
    }
    padded.extend((message.len() as u64 * 8).to_be_bytes());
    for block in padded.chunks_exact(64) {
        let mut words = [0u32; 64];
        for (word, bytes) in words.iter_mut().zip(block.chunks_exact(4)) {
            *word = bytes.iter().fold(0, |word, byte| word << 8 | u32::from(*byte));
        }
        for i in 16..64 {
            let (x, y) = (words[i - 15], words[i - 2]);
            let low = x.rotate_right(7) ^ x.rotate_right(18) ^ (x >> 3);
            let high = y.rotate_right(17) ^ y.rotate_right(19) ^ (y >> 10);
            words[i] = words[i - 16].wrapping_add(low).wrapping_add(words[i - 7]).wrapping_add(high);
        }
        let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = state;
        for (round, word) in rounds.iter().zip(words) {
            let choice = (e & f) ^ (!e & g);
            let majority = (a & b) ^ (a & c) ^ (b & c);
            let high = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
            let low = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
            let first = h.wrapping_add(high).wrapping_add(choice).wrapping_add(*round).wrapping_add(word);
            let second = low.wrapping_add(majority);
            (h, g, f, e) = (g, f, e, d.wrapping_add(first));
            (d, c, b, a) = (c, b, a, first.wrapping_add(second));
        }
        for (sum, value) in state.iter_mut().zip([a, b, c, d, e, f, g, h]) {
            *sum = sum.wrapping_add(value);
        }
    }
    let mut out = [0; 32];
    for (bytes, word) in out.chunks_exact_mut(4).zip(state) {
        bytes.copy_from_slice(&word.to_be_bytes());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_those_of_the_standard() {
        assert_eq!(source(""), "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='");
        assert_eq!(source("abc"), "'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='");
        let long = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
        assert_eq!(source(long), "'sha256-JI1qYdIGOLjlwCaTDD5gOaM85Flk/yFn9uzt1BnbBsE='");
    }
}
