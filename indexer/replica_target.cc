#include "indexer/replica_target.h"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace tarsach::indexer {
namespace {

constexpr std::string_view kScheme = "ssh://";

bool is_letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

/// Neither an option nor anything that a shell would read.
bool is_name(std::string_view text, std::string_view marks) {
  if (text.empty() || text.front() == '-') return false;
  return std::ranges::all_of(
      text, [marks](char c) { return is_letter_or_digit(c) || marks.find(c) != std::string_view::npos; });
}

tl::unexpected<Error> refused(const std::string& text, const std::string& why) {
  return fail(ErrorCode::kUsage, "--to '" + text + "': " + why,
              "give a folder, user@host:path, or ssh://user@host:port/path");
}

/// "user@host", "user@[::1]", and with a port if there may be one.
Result<void> parse_authority(std::string_view text, const std::string& whole, Target& target) {
  if (const auto at = text.rfind('@'); at != std::string_view::npos) {
    target.user = text.substr(0, at);
    text.remove_prefix(at + 1);
    if (!is_name(target.user, "._-")) return refused(whole, "this is no user's name");
  }
  const bool is_bracketed = text.starts_with('[');
  const auto end = is_bracketed ? text.find(']') : text.find(':');
  target.host = text.substr(is_bracketed ? 1 : 0, end == std::string_view::npos ? end : end - (is_bracketed ? 1 : 0));
  const bool is_closed = !is_bracketed || (end != std::string_view::npos && target.host.find(':') != std::string::npos);
  if (!is_name(target.host, is_bracketed ? ":.%" : "._-") || !is_closed)
    return refused(whole, "this is no host's name");
  std::string_view rest = end == std::string_view::npos ? "" : text.substr(end + (is_bracketed ? 1 : 0));
  if (rest.empty()) return {};
  if (rest.front() != ':') return refused(whole, "this is no host's name");
  rest.remove_prefix(1);
  const auto [stop, error] = std::from_chars(rest.data(), rest.data() + rest.size(), target.port);
  if (error != std::errc{} || stop != rest.data() + rest.size() || target.port == 0)
    return refused(whole, "this is no port");
  return {};
}

/// ssh://[user@]host[:port]/path
Result<Target> parse_address(const std::string& text) {
  Target target;
  const std::string_view rest = std::string_view(text).substr(kScheme.size());
  const auto slash = rest.find('/');
  if (slash == std::string_view::npos) return refused(text, "the path is missing");
  TARSACH_CHECK(parse_authority(rest.substr(0, slash), text, target));
  target.path = rest.substr(slash);
  return target;
}

/// Where the path begins in [user@]host:path; npos if it is a folder of this machine.
std::size_t path_begin(std::string_view text) {
  const auto bracket = text.find("]:");
  const auto colon = text.find(':');
  const auto slash = text.find('/');
  if (bracket != std::string_view::npos && bracket < slash) return bracket + 2;
  return colon != std::string_view::npos && colon < slash ? colon + 1 : std::string_view::npos;
}

}  // namespace

Result<Target> parse_target(const std::string& text) {
  if (text.empty() || text.size() > kMaxTargetBytes) return refused(text.substr(0, 100), "this is no folder's name");
  const bool has_control = std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  if (has_control) return refused("…", "a control character is no part of a name");
  if (text.starts_with(kScheme)) return parse_address(text);
  Target target;
  const std::size_t begin = path_begin(text);
  if (begin == std::string::npos) {
    target.path = text;
    return target;
  }
  TARSACH_CHECK(parse_authority(std::string_view(text).substr(0, begin - 1), text, target));
  target.path = text.substr(begin);
  if (target.path.empty()) return refused(text, "the path is missing");
  if (target.path.front() == ':') return refused(text, "rsync's own servers (host::module) are not spoken to");
  return target;
}

std::vector<std::string> ssh_words(const Target& target, const std::string& ssh_config) {
  // Nobody is there to be asked; a machine that has gone is noticed within a minute.
  std::vector<std::string> words = {"ssh", "-oBatchMode=yes", "-oConnectTimeout=15", "-oServerAliveInterval=15",
                                    "-oServerAliveCountMax=4"};
  if (!ssh_config.empty()) words.insert(words.end(), {"-F", ssh_config});
  if (target.port != 0) words.insert(words.end(), {"-p", std::to_string(target.port)});
  return words;
}

std::string ssh_destination(const Target& target) {
  return (target.user.empty() ? "" : target.user + "@") + target.host;
}

std::string rsync_destination(const Target& target, const std::string& folder) {
  const bool is_address = target.host.find(':') != std::string::npos;
  return (target.user.empty() ? "" : target.user + "@") + (is_address ? "[" + target.host + "]" : target.host) + ":" +
         target.path + "/" + folder + "/";
}

std::string rsync_shell(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    text += text.empty() ? "'" : " '";
    for (const char c : word) text += c == '\'' ? std::string("''") : std::string(1, c);  // as rsync doubles quotes
    text += "'";
  }
  return text;
}

}  // namespace tarsach::indexer
