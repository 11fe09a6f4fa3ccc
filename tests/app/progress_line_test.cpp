#include <lodestone/app/progress_line.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace lodestone::app {
namespace {

using std::chrono::milliseconds;

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

std::string contents(std::FILE* file) {
  std::rewind(file);
  std::string text;
  for (int c = std::fgetc(file); c != EOF; c = std::fgetc(file)) text += static_cast<char>(c);
  return text;
}

TEST(ProgressLine, SaysHowFarAndHowLong) {
  EXPECT_EQ(progress_text({25000, 100000}, 4.0), "simulating  25 %  25,000 of 100,000 paths  12 s left");
  EXPECT_EQ(progress_text({25000, 100000, 7, 100}, 4.0), "simulating draw 7 of 100   25 %  25,000 of 100,000 paths  12 s left");
  EXPECT_EQ(progress_text({0, 100000}, 4.0), "simulating   0 %  0 of 100,000 paths");
  EXPECT_EQ(progress_text({100000, 100000}, 4.0), "simulating 100 %  100,000 of 100,000 paths  0.0 s left");
  EXPECT_EQ(progress_text("back-testing", 0.25, "MP", 4.0), "back-testing  25 %  MP  12 s left");
}

TEST(ProgressLine, IsRewrittenAtMostFiveTimesASecondAndClearedAtTheEnd) {
  const std::unique_ptr<std::FILE, CloseFile> terminal(std::tmpfile());
  const ProgressLine::Clock::time_point start{};
  {
    ProgressLine line(terminal.get(), start);
    for (int k = 1; k <= 1000; ++k) line.update(start + milliseconds(k), [](double) { return "x"; });
  }
  const std::string text = contents(terminal.get());
  std::size_t clears = 0;
  for (std::size_t at = text.find("\r\033[K"); at != std::string::npos; at = text.find("\r\033[K", at + 1)) ++clears;
  EXPECT_EQ(clears, 5U + 1U) << "at 200, 400, … 1000 ms, and once to clear";
  EXPECT_EQ(text.substr(text.size() - 4), "\r\033[K");
}

TEST(ProgressLine, WritesNothingForARunThatIsOverAtOnce) {
  const std::unique_ptr<std::FILE, CloseFile> terminal(std::tmpfile());
  const ProgressLine::Clock::time_point start{};
  {
    ProgressLine line(terminal.get(), start);
    line.update(start + milliseconds(199), [](double) { return "x"; });
  }
  EXPECT_EQ(contents(terminal.get()), "");
}

}  // namespace
}  // namespace lodestone::app
