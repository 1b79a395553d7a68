# The tables that the programs read, made by tarsach-dictionary out of files of Debian's packages, into
# ${CMAKE_BINARY_DIR}/share/tarsach; base/data_file.h finds them there.
#
#   tarsach_source_file(TARSACH_BG_AFF bg_BG.aff PACKAGE hunspell-bg FOLDERS /usr/share/hunspell)
#   tarsach_table(bulgarian.dictionary VERB bulgarian OPTIONS --affixes ${TARSACH_BG_AFF} FILES ${TARSACH_BG_AFF})
#
# The target tarsach_tables makes all of them; it is part of all, and every test program comes after it.
set(TARSACH_TABLES_FOLDER ${CMAKE_BINARY_DIR}/share/tarsach)
add_custom_target(tarsach_tables ALL)

function(tarsach_source_file variable name)
  cmake_parse_arguments(ARG "" "PACKAGE" "FOLDERS" ${ARGN})
  find_file(${variable} ${name} PATHS ${ARG_FOLDERS} NO_DEFAULT_PATH DOC "${name} of ${ARG_PACKAGE}")
  if(NOT ${variable})
    message(FATAL_ERROR "${name} is not in ${ARG_FOLDERS}: install the package ${ARG_PACKAGE} (./dev deps), "
                        "or give its path with -D${variable}=…")
  endif()
endfunction()

function(tarsach_table name)
  cmake_parse_arguments(ARG "" "VERB" "OPTIONS;FILES" ${ARGN})
  set(table ${TARSACH_TABLES_FOLDER}/${name})
  add_custom_command(OUTPUT ${table}
                     COMMAND tarsach-dictionary ${ARG_VERB} ${ARG_OPTIONS} --output ${table}
                     DEPENDS tarsach-dictionary ${ARG_FILES} VERBATIM COMMENT "Making ${name}")
  string(MAKE_C_IDENTIFIER table_${name} target)
  add_custom_target(${target} DEPENDS ${table})
  add_dependencies(tarsach_tables ${target})
endfunction()
