// What the articles are about: the events and topics that the owner of the archive has listed, with labels in both
// languages. Read from events.json and topics.json in a folder; a copy travels in each generation of the index, so
// that the daemon shows the labels that the articles were indexed with.
//
//   TARSACH_TRY(const Vocabulary vocabulary, load_vocabulary("schema/vocabulary"));
//   if (const Event* event = vocabulary.find_event("varna-2018")) std::cout << event->label.bg;
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "schema/date.h"

namespace tarsach::schema {

struct Label {
  std::string bg, en;
};

struct Event {
  std::string id;  // [a-z0-9-]
  Label label;
  std::vector<std::string> names;  // other names, as texts use them
  Date from, to;                   // inclusive; unknown: an event without a date
  Label place;                     // may be empty
};

struct Topic {
  std::string id;
  Label label;
  std::vector<std::string> words;  // words and phrases that speak for it, matched by lemma
};

struct Vocabulary {
  std::vector<Event> events;  // sorted by id
  std::vector<Topic> topics;  // sorted by id

  [[nodiscard]] const Event* find_event(std::string_view id) const;
  [[nodiscard]] const Topic* find_topic(std::string_view id) const;
};

/// The two files as text.
struct VocabularyText {
  std::string folder = {};  // "schema/vocabulary/", for messages
  std::string events = {};  // empty: an empty list
  std::string topics = {};
};

// Names of its files.
inline constexpr const char* kEventsFile = "events.json";
inline constexpr const char* kTopicsFile = "topics.json";

/// What load_vocabulary() does with the text of the files.
[[nodiscard]] Result<Vocabulary> parse_vocabulary(const VocabularyText& text);

/// Reads events.json and topics.json. A missing file is an empty list; everything else that is wrong (syntax, an
/// unknown or missing member, a twice used id, an impossible date) is kBadData that names file, entry and member.
[[nodiscard]] Result<Vocabulary> load_vocabulary(const std::filesystem::path& folder);
/// Writes both files, so that load_vocabulary() gives the same again.
[[nodiscard]] Result<void> save_vocabulary(const Vocabulary& vocabulary, const std::filesystem::path& folder);

}  // namespace tarsach::schema
