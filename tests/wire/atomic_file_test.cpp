#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <lodestone/wire/atomic_file.hpp>
#include <thread>
#include <wire/temporary_folder.hpp>
#include <wire/violations_of.hpp>

namespace lodestone {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(WriteWhole, ReplacesAFileAndLeavesNothingElseBehind) {
  const TemporaryFolder folder;
  write_whole(folder / "report.pb", "old and longer");
  write_whole(folder / "report.pb", std::string_view("new\0", 4));
  EXPECT_EQ(bytes_of(folder / "report.pb"), std::string("new\0", 4));
  EXPECT_EQ(read_whole(folder / "report.pb"), std::string("new\0", 4));
  EXPECT_EQ(folder.entries(), 1u);
}

TEST(WriteWhole, GivesAFileThePermissionsOfAnyNewFile) {
  const TemporaryFolder folder;
  const mode_t mask = ::umask(0022);
  write_whole(folder / "a", "");
  ::umask(mask);
  EXPECT_EQ(std::filesystem::status(folder / "a").permissions(), std::filesystem::perms{0644});
}

// A limit on the size of files stands in for a full disk.
TEST(WriteWhole, LeavesTheOldFileWhereTheNewOneDoesNotFit) {
  const TemporaryFolder folder;
  write_whole(folder / "report.pb", "old");
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit small{4096, before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  const auto lines = violations_of([&] { write_whole(folder / "report.pb", std::string(10'000, 'x')); });
  ::setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  EXPECT_THAT(lines, ElementsAre(HasSubstr("report.pb: cannot be written: File too large.")));
  EXPECT_EQ(bytes_of(folder / "report.pb"), "old");
  EXPECT_EQ(folder.entries(), 1u);
}

TEST(WriteWhole, SaysWhyAFileCannotBeWritten) {
  const TemporaryFolder folder;
  EXPECT_THAT(violations_of([&] { write_whole(folder / "none/report.pb", ""); }),
              ElementsAre(HasSubstr("report.pb: cannot be written: No such file or directory.")));
  std::filesystem::create_directory(folder / "taken");
  EXPECT_THAT(violations_of([&] { write_whole(folder / "taken", ""); }), ElementsAre(HasSubstr("taken: is a folder.")));
}

TEST(WriteWhole, FollowsALinkAndWritesToADeviceAsItIs) {
  const TemporaryFolder folder;
  write_whole(folder / "target", "old");
  std::filesystem::create_symlink("target", folder / "link");
  write_whole(folder / "link", "new");
  EXPECT_TRUE(std::filesystem::is_symlink(folder / "link"));
  EXPECT_EQ(bytes_of(folder / "target"), "new");
  write_whole("/dev/null", "gone");
  EXPECT_TRUE(std::filesystem::is_character_file("/dev/null"));
}

TEST(WriteWhole, ShowsOneWholeFileWhenManyThreadsWriteIt) {
  const TemporaryFolder folder;
  std::vector<std::thread> writers;
  for (char letter = 'a'; letter < 'e'; ++letter) {
    writers.emplace_back([&folder, letter] {
      for (int i = 0; i < 20; ++i) write_whole(folder / "status", std::string(5000, letter));
    });
  }
  for (std::thread& writer : writers) writer.join();
  const std::string bytes = bytes_of(folder / "status");
  EXPECT_EQ(bytes, std::string(5000, bytes.at(0)));
  EXPECT_EQ(folder.entries(), 1u);
}

}  // namespace
}  // namespace lodestone
