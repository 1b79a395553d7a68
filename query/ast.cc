#include "query/ast.h"

#include <array>
#include <string_view>

namespace tarsach::query {

namespace {

constexpr std::array<std::string_view, 9> kNames = {"word", "prefix", "phrase",   "group", "and",
                                                    "or",   "not",    "required", ""};

std::string join(const std::vector<Node>& nodes, std::string_view between, std::string (*one)(const Node&)) {
  std::string out;
  for (const Node& node : nodes) {
    if (&node != &nodes.front()) out += between;
    out += one(node);
  }
  return out;
}

bool is_sequence(const Node& node) {
  return node.kind == NodeKind::kGroup || node.kind == NodeKind::kAnd || node.kind == NodeKind::kOr;
}

std::string operand(const Node& node) { return is_sequence(node) ? "(" + to_query(node) + ")" : to_query(node); }

// What stands right after a sign or a colon must not begin with another sign.
std::string signed_operand(const Node& node) {
  const bool has_sign = node.kind == NodeKind::kNot || node.kind == NodeKind::kRequired;
  return has_sign ? "(" + to_query(node) + ")" : operand(node);
}

std::string field_value(const Node& node) {
  return node.kind == NodeKind::kField ? "(" + to_query(node) + ")" : signed_operand(node);
}

}  // namespace

std::string print(const Node& node) {
  std::string out = "(";
  out += node.kind == NodeKind::kField ? row(node.field).name : kNames[static_cast<std::size_t>(node.kind)];
  if (!node.text.empty()) out += " " + node.text;
  if (!node.children.empty()) out += " " + join(node.children, " ", &print);
  return out + ")";
}

std::string to_query(const Node& node) {
  switch (node.kind) {
    case NodeKind::kWord: return node.text;
    case NodeKind::kPrefix: return node.text + "*";
    case NodeKind::kPhrase: return "„" + node.text + "“";
    case NodeKind::kGroup: return join(node.children, " ", &operand);
    case NodeKind::kAnd: return join(node.children, " И ", &operand);
    case NodeKind::kOr: return join(node.children, " ИЛИ ", &operand);
    case NodeKind::kNot: return "-" + signed_operand(node.children.front());
    case NodeKind::kRequired: return "+" + signed_operand(node.children.front());
    case NodeKind::kField: return std::string(row(node.field).name) + ":" + field_value(node.children.front());
  }
  return {};
}

}  // namespace tarsach::query
