#include <lodestone/wire/schema/decoder.hpp>
#include <lodestone/wire/schema/encoder.hpp>
#include <lodestone/wire/schema/sections.hpp>

namespace lodestone::wire {

template <class Codec>
void describe(Codec& codec, As<Codec, InputFile>& file) {
  codec.may(LODESTONE_FIELD(file, name));
  codec.may(LODESTONE_FIELD(file, sha256));
}

template <class Codec>
void describe(Codec& codec, As<Codec, StageTime>& time) {
  codec.may(LODESTONE_FIELD(time, stage));
  codec.must(LODESTONE_FIELD(time, seconds));
}

template <class Codec>
void describe(Codec& codec, As<Codec, RunRecord>& run) {
  codec.may(LODESTONE_FIELD(run, request_id));
  codec.must(LODESTONE_FIELD(run, threads));
  codec.must(LODESTONE_FIELD(run, tile_paths));
  codec.may(LODESTONE_FIELD(run, isa));
  codec.may(LODESTONE_FIELD(run, started_at));
  codec.must(LODESTONE_FIELD(run, seconds));
  codec.may(LODESTONE_FIELD(run, stages));
  codec.may(LODESTONE_FIELD(run, engine_version));
  codec.may(LODESTONE_FIELD(run, compiler));
  codec.may(LODESTONE_FIELD(run, overrides));
  codec.may(LODESTONE_FIELD(run, inputs));
}

template <class Codec>
void describe(Codec& codec, As<Codec, RiskReport>& report) {
  codec.must(LODESTONE_FIELD(report, results));
  codec.must(LODESTONE_FIELD(report, run));
  codec.may(LODESTONE_FIELD(report, fingerprint));
}

LODESTONE_DESCRIBED(InputFile);
LODESTONE_DESCRIBED(RiskReport);

}  // namespace lodestone::wire
