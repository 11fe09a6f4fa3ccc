/// Progress over everything that a run simulates, and the caller's wish to stop.
#pragma once

#include <lodestone/run/simulation.hpp>

#include <cstdint>
#include <mutex>

namespace lodestone {

/// Counts paths towards a total and tells the caller, from one thread at a time.
class PathCounter {
 public:
  PathCounter(const Options& options, std::int64_t total) : options_(options), total_(total) {}

  /// Throws Cancelled when the caller asked to stop, or what `on_progress` throws.
  void add(std::size_t paths) {
    if (options_.stop.stop_requested()) throw Cancelled();
    if (!options_.on_progress || paths == 0) return;
    const std::lock_guard lock(mutex_);
    done_ += static_cast<std::int64_t>(paths);
    options_.on_progress({done_, total_});
  }

  /// Settings for a loop over `paths` paths that counts them itself: its progress becomes part of this one's. Refers to the
  /// counter.
  Options part(std::int64_t paths) {
    Options options = options_;
    const std::int64_t before = done_;
    done_ += paths;
    if (options_.on_progress) {
      options.on_progress = [this, before](const Progress& progress) {
        options_.on_progress({before + progress.paths_done, total_});
      };
    }
    return options;
  }

 private:
  Options options_;
  std::int64_t total_;
  std::int64_t done_ = 0;
  std::mutex mutex_;
};

}  // namespace lodestone
