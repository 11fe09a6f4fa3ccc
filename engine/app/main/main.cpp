#include <lodestone/app/execute.hpp>

#include <google/protobuf/stubs/logging.h>

#include <csignal>

int main(int argc, char** argv) {
  google::protobuf::SetLogHandler(nullptr);  // faults are said once, in our own words
  std::signal(SIGPIPE, SIG_IGN);             // a closed pipe is a failed write, said as such
  return lodestone::app::execute(std::vector<std::string>(argv + 1, argv + argc));
}
