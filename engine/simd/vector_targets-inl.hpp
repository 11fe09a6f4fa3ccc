/// What Google Highway generates code for: AVX2 + FMA + BMI and AVX-512 (F, VL, DQ, BW), whatever flags the file is compiled
/// with. To be included before any header of Highway, and only by vector code.
///
/// A file of vector code is compiled once for each target and once for plain x86-64, where its body is left out
/// (`#if HWY_TARGET != HWY_SCALAR`). Each target exports a function that returns its table of function pointers.
#pragma once

// Lodestone uses no AES, carry-less product or half floats: without these, AVX2 + FMA is all that a processor needs.
#define HWY_DISABLE_PCLMUL_AES
#define HWY_DISABLE_F16C
// Plain x86-64 underneath, also when a user compiles with -march=native: targets are chosen at run time only.
#define HWY_BROKEN_EMU128 1  // the fallback is HWY_SCALAR on every compiler
#define HWY_BASELINE_TARGETS HWY_SCALAR
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3_DL)
