#include <lodestone/wire/atomic_file.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <limits>
#include <lodestone/base/violation.hpp>
#include <system_error>

namespace lodestone {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestFile = std::numeric_limits<int>::max();  // what a Protobuf message may be long

[[noreturn]] void refuse(const fs::path& path, std::string rule, std::string remedy) {
  throw InvalidInput({Violation{path.string(), "", std::move(rule), std::move(remedy)}});
}

[[noreturn]] void refuse(const fs::path& path, const std::string& what, int error) {
  refuse(path, what + ": " + std::generic_category().message(error), "");
}

/// An open file, closed at the end of its scope.
class OpenFile {
 public:
  OpenFile(const fs::path& path, int flags) { reopen(path, flags); }
  ~OpenFile() { close(); }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  void reopen(const fs::path& path, int flags) {
    close();
    number_ = ::open(path.c_str(), flags | O_CLOEXEC, 0666);
  }

  bool is_open() const { return number_ >= 0; }
  int number() const { return number_; }

  bool write(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t written = ::write(number_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
  }

  bool close() {
    const int number = number_;
    number_ = -1;
    return number < 0 || ::close(number) == 0;
  }

 private:
  int number_ = -1;
};

/// Removes a file at the end of its scope unless it was kept.
class Draft {
 public:
  explicit Draft(fs::path path) : path_(std::move(path)) {}
  ~Draft() {
    std::error_code ignored;
    if (!kept_) fs::remove(path_, ignored);
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;

  const fs::path& path() const { return path_; }
  void keep() { kept_ = true; }

 private:
  fs::path path_;
  bool kept_ = false;
};

/// A name in the folder of `path` that no other process is using.
fs::path draft_name(const fs::path& path, int attempt) {
  std::string name(".");
  name.append(path.filename().string()).append(".").append(std::to_string(::getpid()));
  return path.parent_path() / name.append("-").append(std::to_string(attempt));
}

void write_in_place(const fs::path& path, std::string_view bytes) {
  OpenFile file(path, O_WRONLY);
  if (!file.is_open() || !file.write(bytes) || !file.close()) refuse(path, "cannot be written", errno);
}

}  // namespace

void write_whole(const fs::path& path, std::string_view bytes) {
  std::error_code unknown;
  const fs::path target = fs::is_symlink(path, unknown) ? fs::weakly_canonical(path) : path;
  if (fs::is_directory(target, unknown)) refuse(path, "is a folder", "Name a file in it.");
  if (fs::exists(target, unknown) && !fs::is_regular_file(target, unknown)) return write_in_place(target, bytes);

  const fs::path folder = target.has_parent_path() ? target.parent_path() : fs::path(".");
  int attempt = 0;
  OpenFile file(draft_name(target, attempt), O_WRONLY | O_CREAT | O_EXCL);
  while (!file.is_open() && errno == EEXIST) {  // another thread's, or left behind by a killed process of the same number
    file.reopen(draft_name(target, ++attempt), O_WRONLY | O_CREAT | O_EXCL);
  }
  if (!file.is_open()) refuse(path, "cannot be written", errno);
  Draft draft(draft_name(target, attempt));
  if (!file.write(bytes) || ::fsync(file.number()) != 0 || !file.close()) refuse(path, "cannot be written", errno);
  if (::rename(draft.path().c_str(), target.c_str()) != 0) refuse(path, "cannot be written", errno);
  draft.keep();
  OpenFile directory(folder, O_RDONLY | O_DIRECTORY);  // the new name itself must survive a crash
  if (directory.is_open()) ::fsync(directory.number());
}

std::string read_whole(const fs::path& path) {
  OpenFile file(path, O_RDONLY);
  if (!file.is_open()) refuse(path, "cannot be read", errno);
  std::string bytes;
  std::string piece(1 << 16, '\0');
  for (;;) {
    const ssize_t got = ::read(file.number(), piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) refuse(path, "cannot be read", errno);
    if (got == 0) return bytes;
    bytes.append(piece, 0, static_cast<std::size_t>(got));
    if (bytes.size() > kLongestFile) refuse(path, "must be at most 2 GiB long", "Split it over several files.");
  }
}

}  // namespace lodestone
