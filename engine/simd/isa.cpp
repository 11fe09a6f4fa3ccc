#include <lodestone/simd/isa.hpp>

namespace lodestone {

// The compiler's own check also asks the operating system which registers it saves. The features named are those that
// vector_targets-inl.hpp compiles for.
bool is_supported(Isa isa) {
  const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi") &&
                    __builtin_cpu_supports("bmi2");
  const bool avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
                      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw");
  return isa == Isa::AVX2 ? avx2 : avx2 && avx512;
}

std::optional<Isa> best_isa() {
  if (is_supported(Isa::AVX512)) return Isa::AVX512;
  if (is_supported(Isa::AVX2)) return Isa::AVX2;
  return std::nullopt;
}

std::string_view to_string(Isa isa) { return isa == Isa::AVX512 ? "avx512" : "avx2"; }

std::optional<Isa> parse_isa(std::string_view text) {
  if (text == "avx2") return Isa::AVX2;
  if (text == "avx512") return Isa::AVX512;
  return std::nullopt;
}

}  // namespace lodestone
