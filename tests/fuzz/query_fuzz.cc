// Any bytes as a query: read, printed, written again and cut into units without a crash, in bounded depth.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "query/lexer.h"
#include "query/parser.h"
#include "query/units.h"
#include "query/values.h"

namespace {

namespace query = tarsach::query;
namespace text = tarsach::text;
namespace schema = tarsach::schema;

std::size_t depth_of(const query::Node& node) {
  std::size_t deepest = 0;
  for (const query::Node& child : node.children) deepest = std::max(deepest, depth_of(child));
  return deepest + 1;
}

void visit_words(const query::Node& node, text::Analyzer& analyzer) {
  const auto units = query::units_of(node.text, analyzer);
  const auto sequences = query::phrase_of(units, schema::Field::kTitle);
  if (units.empty() != sequences.empty()) std::abort();
  (void)query::parse_years(node.text);
  (void)query::parse_period(node.text);
  (void)query::language_code(node.text);
  for (const query::Node& child : node.children) visit_words(child, analyzer);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static text::Analyzer analyzer;
  const std::string_view typed(reinterpret_cast<const char*>(data), size);
  const query::Lexed lexed = query::lex(typed);
  if (lexed.tokens.size() > query::kMaxTokens + 1) std::abort();
  (void)query::print(lexed.tokens);
  const query::Parsed parsed = query::parse(typed);
  if (depth_of(parsed.root) > 2 * query::kMaxTokens) std::abort();
  (void)query::print(parsed.root);
  // What was understood can be said again, and is then understood.
  (void)query::parse(query::to_query(parsed.root));
  visit_words(parsed.root, analyzer);
  return 0;
}
