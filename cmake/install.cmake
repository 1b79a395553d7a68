# cmake --install: the programs, the tables that they read, and what they print of themselves (base/manual.h,
# base/completion.h): manual pages, and completions for shells, made when the programs are built.
#
#   tarsach_install(tarsach SECTION 1)
include(GNUInstallDirs)
add_custom_target(tarsach_printed ALL)

# tarsach_printed_file(tarsach man/man1/tarsach.1 WORDS manual): what `tarsach manual` prints, in the build's share/.
function(tarsach_printed_file program path)
  cmake_parse_arguments(ARG "" "" "WORDS" ${ARGN})
  set(file ${CMAKE_BINARY_DIR}/share/${path})
  get_filename_component(folder ${path} DIRECTORY)
  file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/share/${folder})
  add_custom_command(OUTPUT ${file} COMMAND ${program} ${ARG_WORDS} > ${file} DEPENDS ${program} VERBATIM
                     COMMENT "Printing ${path}")
  string(MAKE_C_IDENTIFIER printed_${path} target)
  add_custom_target(${target} DEPENDS ${file})
  add_dependencies(tarsach_printed ${target})
  install(FILES ${file} DESTINATION ${CMAKE_INSTALL_DATADIR}/${folder})
endfunction()

function(tarsach_install program)
  cmake_parse_arguments(ARG "" "SECTION" "" ${ARGN})
  install(TARGETS ${program} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  tarsach_printed_file(${program} man/man${ARG_SECTION}/${program}.${ARG_SECTION} WORDS manual)
  tarsach_printed_file(${program} bash-completion/completions/${program} WORDS completion bash)
  tarsach_printed_file(${program} zsh/site-functions/_${program} WORDS completion zsh)
  tarsach_printed_file(${program} fish/vendor_completions.d/${program}.fish WORDS completion fish)
endfunction()

# The vocabulary is an example, and whose events and topics it names is for the reader to say: it is not put where the
# indexer would find it by itself.
install(DIRECTORY ${CMAKE_SOURCE_DIR}/schema/vocabulary DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples)
install(FILES ${CMAKE_SOURCE_DIR}/LICENSE ${CMAKE_SOURCE_DIR}/docs/data.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY ${TARSACH_TABLES_FOLDER}/ DESTINATION ${CMAKE_INSTALL_DATADIR}/tarsach
        FILES_MATCHING PATTERN "*.dictionary")
