/// Studies that are wrong in one place, and the one violation that each must give.
#pragma once

#include <lodestone/model/validate.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>
#include "model/example_study.hpp"

namespace lodestone {

struct Fault {
  const char* path;
  const char* text;  ///< part of the message after the path: its value, rule or remedy
  void (*plant)(Study&);
};

inline std::string listing(const std::vector<Violation>& violations) {
  std::string text;
  for (const Violation& violation : violations) text += "\n  " + to_string(violation);
  return text.empty() ? "\n  (no violation)" : text;
}

/// Plants each fault alone in the example study: it is found where it is, and nothing else is.
inline void expect_each_alone(const std::vector<Fault>& faults) {
  for (const Fault& fault : faults) {
    Study study = example_study();
    fault.plant(study);
    const std::vector<Violation> found = find_violations(study);
    ASSERT_EQ(found.size(), 1u) << "expected " << fault.path << ": " << fault.text << "\nfound" << listing(found);
    EXPECT_EQ(found[0].path, fault.path) << listing(found);
    EXPECT_THAT(to_string(found[0]), testing::HasSubstr(fault.text));
  }
}

}  // namespace lodestone
