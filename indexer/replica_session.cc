#include "indexer/replica_session.h"

#include <algorithm>
#include <array>
#include <istream>
#include <nlohmann/json.hpp>
#include <ostream>
#include <utility>

namespace tarsach::indexer {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::pair<Standing, std::string_view>, 3> kStandings = {
    {{Standing::kMissing, "missing"}, {Standing::kHeld, "held"}, {Standing::kCurrent, "current"}}};
constexpr std::array<ErrorCode, 6> kErrorsOfStatus = {ErrorCode::kUsage,         ErrorCode::kBadData,
                                                      ErrorCode::kUnavailable,   ErrorCode::kLocked,
                                                      ErrorCode::kConfiguration, ErrorCode::kInternal};
constexpr std::size_t kMaxShown = 80;

std::string dumped(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

ErrorCode code_of(std::int64_t status) {
  const auto found = std::ranges::find(kErrorsOfStatus, status, exit_status);
  return found == kErrorsOfStatus.end() ? ErrorCode::kInternal : *found;
}

bool read(const Json& object, const char* member, std::uint64_t& target) {
  const auto found = object.find(member);
  if (found == object.end() || !found->is_number_unsigned()) return false;
  target = found->get<std::uint64_t>();
  return true;
}

bool read(const Json& object, const char* member, std::uint32_t& target) {
  std::uint64_t value = 0;
  const bool fits = read(object, member, value) && value <= UINT32_MAX;
  if (fits) target = static_cast<std::uint32_t>(value);
  return fits;
}

bool read(const Json& object, const char* member, std::vector<std::uint64_t>& target) {
  const auto found = object.find(member);
  if (found == object.end() || !found->is_array()) return false;
  for (const Json& item : *found) {
    if (!item.is_number_unsigned()) return false;
    target.push_back(item.get<std::uint64_t>());
  }
  return true;
}

/// Names of generations: nothing else may become a part of a path.
bool read(const Json& object, const char* member, std::vector<std::string>& target) {
  const auto found = object.find(member);
  if (found == object.end() || !found->is_array()) return false;
  for (const Json& item : *found) {
    if (!item.is_string()) return false;
    target.push_back(item.get<std::string>());
    const bool is_number = std::ranges::all_of(target.back(), [](char c) { return c >= '0' && c <= '9'; });
    if (!is_number || target.back().empty()) return false;
  }
  return true;
}

bool read(const Json& object, const char* member, std::string& target) {
  const auto found = object.find(member);
  if (found == object.end() || !found->is_string()) return false;
  target = found->get<std::string>();
  return true;
}

tl::unexpected<Error> not_understood(std::string_view line) {
  const std::string shown =
      Json(std::string(line.substr(0, kMaxShown))).dump(-1, ' ', true, Json::error_handler_t::replace);
  return fail(ErrorCode::kBadData, "the other side said " + shown + " and not what was expected",
              "are both programs of one version, and is a shell there that prints something of its own?");
}

/// The object, or the error that the other side tells in it.
Result<Json> parse_answer(std::string_view line) {
  Json json = Json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return not_understood(line);
  Error error;
  std::uint64_t status = 0;
  if (!read(json, "error", error.message)) return json;
  if (!read(json, "hint", error.hint) || !read(json, "status", status)) return not_understood(line);
  error.code = code_of(static_cast<std::int64_t>(status));
  return tl::unexpected(std::move(error));
}

Result<std::string> hear(std::istream& input) {
  std::array<char, kMaxSessionLineBytes> line{};
  input.getline(line.data(), line.size());
  if (!input) return fail(ErrorCode::kUnavailable, "the other side has gone; nothing was switched");
  return std::string(line.data());
}

Result<Acceptance> talk(const std::filesystem::path& path, const Wishes& wishes, std::istream& input,
                        std::ostream& output) {
  TARSACH_TRY(const Replica replica, Replica::open(path));
  TARSACH_TRY(const std::string opening, hear(input));
  TARSACH_TRY(const Offer offer, decode_offer(opening));
  Invitation invitation;
  TARSACH_TRY(invitation.standing, replica.consider(offer, wishes.direction));
  TARSACH_TRY(const std::vector<std::uint64_t> others, replica.index().generations());
  for (const std::uint64_t other : others)
    invitation.others.insert(invitation.others.begin(), replica.index().generation_path(other).filename());
  if (invitation.standing == Standing::kMissing) {
    TARSACH_TRY(const std::filesystem::path folder, replica.make_incoming(offer.generation));
  }
  output << encode(invitation) << std::endl;
  TARSACH_TRY(const std::string copied, hear(input));
  if (copied != copied_line()) return not_understood(copied);
  return replica.accept(offer.generation, wishes);
}

}  // namespace

std::string encode(const Offer& offer) {
  return dumped({{"generation", offer.generation},
                 {"schemaVersion", offer.schema_version},
                 {"analysisVersion", offer.analysis_version},
                 {"fingerprint", offer.fingerprint}});
}

std::string encode(const Invitation& invitation) {
  const auto* const standing =
      std::ranges::find(kStandings, invitation.standing, &std::pair<Standing, std::string_view>::first);
  return dumped({{"standing", standing->second}, {"others", invitation.others}});
}

std::string encode(const Acceptance& acceptance) {
  Json json = {{"generation", acceptance.generation}, {"retired", acceptance.retired}};
  if (acceptance.before) json["before"] = *acceptance.before;
  return dumped(json);
}

std::string encode(const Error& error) {
  return dumped({{"error", error.message}, {"hint", error.hint}, {"status", exit_status(error.code)}});
}

std::string copied_line() { return dumped({{"copied", true}}); }

Result<Offer> decode_offer(std::string_view line) {
  TARSACH_TRY(const Json json, parse_answer(line));
  Offer offer;
  const bool is_whole = read(json, "generation", offer.generation) && offer.generation > 0 &&
                        read(json, "schemaVersion", offer.schema_version) &&
                        read(json, "analysisVersion", offer.analysis_version) &&
                        read(json, "fingerprint", offer.fingerprint);
  if (!is_whole) return not_understood(line);
  return offer;
}

Result<Invitation> decode_invitation(std::string_view line) {
  TARSACH_TRY(const Json json, parse_answer(line));
  Invitation invitation;
  std::string standing;
  if (!read(json, "standing", standing) || !read(json, "others", invitation.others)) return not_understood(line);
  const auto* const found = std::ranges::find(kStandings, standing, &std::pair<Standing, std::string_view>::second);
  if (found == kStandings.end()) return not_understood(line);
  invitation.standing = found->first;
  return invitation;
}

Result<Acceptance> decode_acceptance(std::string_view line) {
  TARSACH_TRY(const Json json, parse_answer(line));
  Acceptance acceptance;
  if (!read(json, "generation", acceptance.generation) || !read(json, "retired", acceptance.retired))
    return not_understood(line);
  if (std::uint64_t before = 0; read(json, "before", before)) acceptance.before = before;
  return acceptance;
}

Result<Acceptance> serve_session(const std::filesystem::path& path, const Wishes& wishes, std::istream& input,
                                 std::ostream& output) {
  Result<Acceptance> acceptance = talk(path, wishes, input, output);
  output << (acceptance ? encode(*acceptance) : encode(acceptance.error())) << std::endl;
  return acceptance;
}

}  // namespace tarsach::indexer
