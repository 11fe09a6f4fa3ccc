/// A study from files.
#pragma once

#include <filesystem>
#include <lodestone/base/export.hpp>
#include <lodestone/model/study.hpp>
#include <span>

namespace lodestone {

/// Reads a `lodestone.v1.Study` from `.textproto`, `.json` and `.pb` files, in two stages.
///
/// 1. Each file alone: the first error of syntax, with line and column, or else every unknown field and every unknown or
///    unspecified choice at any depth. Paths begin with the file's name.
/// 2. All files merged, in their order: lists append, a section may come from several files. Every single value that two files
///    set (naming both), missing section, missing choice, day that does not exist and number that is none. When all sections
///    are there, what `find_violations` says about the rest of the study comes with them. Paths are those of the merged study.
///
/// Throws InvalidInput with all violations of the first stage that has any. A study that is returned is complete in form;
/// whether it makes sense is for `validate` to say.
LODESTONE_EXPORT Study read_study(std::span<const std::filesystem::path> files);
LODESTONE_EXPORT Study read_study(const std::filesystem::path& file);

}  // namespace lodestone
