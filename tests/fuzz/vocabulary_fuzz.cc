// The vocabulary's files: a NUL separates events.json from topics.json. What is accepted has sorted, unique ids.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "schema/vocabulary.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const std::size_t bound = std::min(bytes.find('\0'), bytes.size());
  tarsach::schema::VocabularyText text;
  text.events = bytes.substr(0, bound);
  text.topics = bytes.substr(std::min(bound + 1, bytes.size()));
  const auto vocabulary = tarsach::schema::parse_vocabulary(text);
  if (!vocabulary) return 0;
  for (const auto& event : vocabulary->events)
    if (vocabulary->find_event(event.id) != &event || !is_valid(event.from) || !is_valid(event.to)) std::abort();
  for (const auto& topic : vocabulary->topics)
    if (vocabulary->find_topic(topic.id) != &topic) std::abort();
  return 0;
}
