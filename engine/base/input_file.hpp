/// A file that was read, as every report names it.
#pragma once

#include <string>

namespace lodestone {

struct InputFile {
  std::string name;    ///< as it was given
  std::string sha256;  ///< of its bytes, 64 hexadecimal digits
};

}  // namespace lodestone
