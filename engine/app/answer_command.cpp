#include <lodestone/app/commands.hpp>
#include <lodestone/app/output.hpp>
#include <lodestone/wire/atomic_file.hpp>

namespace lodestone::app {

ExitCode answer_command(const Reply& reply) {
  if (!reply.fault) {
    print(reply.text);
    return kDone;
  }
  const RunStatus status{Outcome::REJECTED, kBadInput, {message_of(*reply.fault)}, "", ""};
  print_messages(status.messages);
  if (!reply.status.empty()) write_whole(reply.status, to_json(status));
  return kBadInput;
}

}  // namespace lodestone::app
