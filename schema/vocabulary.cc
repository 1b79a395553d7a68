#include "schema/vocabulary.h"

#include <algorithm>
#include <initializer_list>
#include <nlohmann/json.hpp>

#include "base/file.h"

namespace tarsach::schema {
namespace fs = std::filesystem;
namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint64_t kMaxFileBytes = 16 * 1024 * 1024;
constexpr std::size_t kMaxIdBytes = 100;
constexpr std::size_t kMaxTextBytes = 1000;   // of a label or a name
constexpr std::size_t kMaxTexts = 1000;       // names of an event, words of a topic
constexpr std::size_t kMaxEntries = 100'000;  // of a file

/// One object of a list, read member by member; every error tells where.
class Entry {
 public:
  Entry(const Json& json, std::string place) : json_(json), place_(std::move(place)) {}

  [[nodiscard]] tl::unexpected<Error> wrong(const std::string& what) const {
    return fail(ErrorCode::kBadData, place_ + ": " + what, "docs/operations.md shows a whole entry");
  }

  /// An object with known members only.
  [[nodiscard]] Result<void> check_members(std::initializer_list<std::string_view> known) const {
    if (!json_.is_object()) return wrong(std::string("expected an object, found ") + json_.type_name());
    for (const auto& [name, value] : json_.items())
      if (std::ranges::find(known, name) == known.end()) return wrong("unknown member '" + name + "'");
    return {};
  }

  [[nodiscard]] bool has(const char* member) const { return json_.contains(member); }

  /// A string that is there and not empty.
  [[nodiscard]] Result<std::string> text(const char* member) const {
    const auto found = json_.find(member);
    if (found == json_.end()) return wrong(std::string("member '") + member + "' is missing");
    return text_of(*found, std::string("member '") + member + "'");
  }

  [[nodiscard]] Result<std::string> id() const {
    TARSACH_TRY(std::string id, text("id"));
    const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    if (id.size() > kMaxIdBytes || !std::ranges::all_of(id, allowed))
      return wrong("id '" + id + "': expected at most " + std::to_string(kMaxIdBytes) + " of a-z, 0-9 and -");
    return id;
  }

  [[nodiscard]] Result<std::vector<std::string>> texts(const char* member) const {
    std::vector<std::string> texts;
    const auto found = json_.find(member);
    if (found == json_.end()) return wrong(std::string("member '") + member + "' is missing");
    if (!found->is_array() || found->size() > kMaxTexts)
      return wrong(std::string("member '") + member + "': expected a list of at most " + std::to_string(kMaxTexts));
    for (const Json& item : *found) {
      TARSACH_TRY(std::string text, text_of(item, std::string("member '") + member + "'"));
      texts.push_back(std::move(text));
    }
    return texts;
  }

  [[nodiscard]] Result<Label> label(const char* member) const {
    const auto found = json_.find(member);
    if (found == json_.end()) return wrong(std::string("member '") + member + "' is missing");
    const Entry entry(*found, place_ + ": member '" + member + "'");
    TARSACH_CHECK(entry.check_members({"bg", "en"}));
    Label label;
    TARSACH_TRY(label.bg, entry.text("bg"));
    TARSACH_TRY(label.en, entry.text("en"));
    return label;
  }

  [[nodiscard]] Result<Date> date(const char* member) const {
    TARSACH_TRY(const std::string written, text(member));
    auto date = parse_iso_date(written);
    if (!date) return wrong(std::string("member '") + member + "': " + date.error().message);
    return date;
  }

 private:
  [[nodiscard]] Result<std::string> text_of(const Json& value, const std::string& what) const {
    if (!value.is_string()) return wrong(what + ": expected a string, found " + value.type_name());
    std::string text = value.get<std::string>();
    if (text.empty()) return wrong(what + " is empty");
    if (text.size() > kMaxTextBytes)
      return wrong(what + ": " + std::to_string(text.size()) + " bytes, at most " + std::to_string(kMaxTextBytes));
    return text;
  }

  const Json& json_;
  std::string place_;  // "events.json: event 3 ('varna-2018')"
};

Result<void> read_days(const Entry& entry, Event& event) {
  if (!entry.has("from")) {
    if (entry.has("to")) return entry.wrong("member 'to' without 'from'");
    return {};
  }
  TARSACH_TRY(event.from, entry.date("from"));
  event.to = event.from;
  if (entry.has("to")) {
    TARSACH_TRY(event.to, entry.date("to"));
  }
  if (last_day(event.to) < first_day(event.from)) return entry.wrong("member 'to' is before 'from'");
  return {};
}

Result<Event> read_entry(const Entry& entry, Event event) {
  TARSACH_CHECK(entry.check_members({"id", "label", "names", "from", "to", "place"}));
  TARSACH_TRY(event.id, entry.id());
  TARSACH_TRY(event.label, entry.label("label"));
  if (entry.has("names")) {
    TARSACH_TRY(event.names, entry.texts("names"));
  }
  if (entry.has("place")) {
    TARSACH_TRY(event.place, entry.label("place"));
  }
  TARSACH_CHECK(read_days(entry, event));
  return event;
}

Result<Topic> read_entry(const Entry& entry, Topic topic) {
  TARSACH_CHECK(entry.check_members({"id", "label", "words"}));
  TARSACH_TRY(topic.id, entry.id());
  TARSACH_TRY(topic.label, entry.label("label"));
  TARSACH_TRY(topic.words, entry.texts("words"));
  return topic;
}

/// "events.json: event 3 ('varna-2018')"
std::string place_of(const std::string& file, const char* kind, std::size_t number, const Json& item) {
  std::string place = file + ": " + kind + " " + std::to_string(number);
  if (item.is_object() && item.contains("id") && item["id"].is_string())
    place += " ('" + item["id"].get<std::string>().substr(0, kMaxIdBytes) + "')";
  return place;
}

Result<Json> parse_json(std::string_view text, const std::string& file) {
  try {
    return Json::parse(text);
  } catch (const Json::exception& error) {  // tells line and column; also of a number that is out of range
    std::string message = error.what();
    if (const auto bracket = message.find("] "); bracket != std::string::npos) message.erase(0, bracket + 2);
    std::ranges::replace(message, '\n', ' ');
    return fail(ErrorCode::kBadData, file + ": " + message, "check it with jq");
  }
}

/// Reads {"<list>": [entry…]}; an empty text is an empty list.
template <typename Value>
Result<std::vector<Value>> read_list(std::string_view text, const std::string& file, const char* list,
                                     const char* kind) {
  std::vector<Value> values;
  if (text.empty()) return values;
  TARSACH_TRY(const Json json, parse_json(text, file));
  const Entry whole(json, file);
  TARSACH_CHECK(whole.check_members({list}));
  const auto items = json.find(list);
  if (items == json.end() || !items->is_array() || items->size() > kMaxEntries)
    return whole.wrong(std::string("expected a list '") + list + "' of at most " + std::to_string(kMaxEntries));
  for (const Json& item : *items) {
    TARSACH_TRY(Value value, read_entry(Entry(item, place_of(file, kind, values.size() + 1, item)), Value{}));
    values.push_back(std::move(value));
  }
  std::ranges::stable_sort(values, {}, &Value::id);
  const auto twice = std::ranges::adjacent_find(values, {}, &Value::id);
  if (twice != values.end()) return whole.wrong(std::string(kind) + " id '" + twice->id + "' is used twice");
  return values;
}

template <typename Value>
const Value* find_by_id(const std::vector<Value>& values, std::string_view id) {
  const auto found =
      std::ranges::lower_bound(values, id, {}, [](const Value& value) -> std::string_view { return value.id; });
  return found != values.end() && found->id == id ? &*found : nullptr;
}

Json to_json(const Label& label) { return {{"bg", label.bg}, {"en", label.en}}; }

Json to_json(const Event& event) {
  Json json = {{"id", event.id}, {"label", to_json(event.label)}};
  if (!event.names.empty()) json["names"] = event.names;
  if (event.from.known()) json["from"] = format_iso_date(event.from);
  if (event.to.known()) json["to"] = format_iso_date(event.to);
  if (!event.place.bg.empty() || !event.place.en.empty()) json["place"] = to_json(event.place);
  return json;
}

Json to_json(const Topic& topic) { return {{"id", topic.id}, {"label", to_json(topic.label)}, {"words", topic.words}}; }

template <typename Value>
std::string write_list(const std::vector<Value>& values, const char* list) {
  Json items = Json::array();
  for (const Value& value : values) items.push_back(to_json(value));
  Json whole = Json::object();
  whole[list] = std::move(items);
  return whole.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// The text of a file; empty if there is none.
Result<std::string> read_if_there(const fs::path& path) {
  auto text = read_file(path, kMaxFileBytes);
  if (!text && text.error().code == ErrorCode::kNotFound) return std::string();
  if (text && text->empty()) return fail(ErrorCode::kBadData, path.string() + ": is empty", "remove it or fill it");
  return text;
}

}  // namespace

const Event* Vocabulary::find_event(std::string_view id) const { return find_by_id(events, id); }
const Topic* Vocabulary::find_topic(std::string_view id) const { return find_by_id(topics, id); }

Result<Vocabulary> parse_vocabulary(const VocabularyText& text) {
  Vocabulary vocabulary;
  TARSACH_TRY(vocabulary.events, read_list<Event>(text.events, text.folder + kEventsFile, "events", "event"));
  TARSACH_TRY(vocabulary.topics, read_list<Topic>(text.topics, text.folder + kTopicsFile, "topics", "topic"));
  return vocabulary;
}

Result<Vocabulary> load_vocabulary(const fs::path& folder) {
  VocabularyText text{.folder = (folder / "").string()};
  TARSACH_TRY(text.events, read_if_there(folder / kEventsFile));
  TARSACH_TRY(text.topics, read_if_there(folder / kTopicsFile));
  return parse_vocabulary(text);
}

Result<void> save_vocabulary(const Vocabulary& vocabulary, const fs::path& folder) {
  TARSACH_CHECK(write_file_durably(folder / kEventsFile, write_list(vocabulary.events, "events")));
  return write_file_durably(folder / kTopicsFile, write_list(vocabulary.topics, "topics"));
}

}  // namespace tarsach::schema
