# The Debian package: what `cpack` makes of a build folder, ./dev package of build/release. Included by CMakeLists.txt.
#
# Files go where `cmake --install` puts them below any prefix; packaging/arrange.cmake moves in the package what Debian
# wants elsewhere, so that an install to a prefix never touches /etc or /usr.
include(GNUInstallDirs)

set(CPACK_GENERATOR DEB)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_PACKAGE_NAME ${PROJECT_NAME})
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_SECTION text)
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "printer of a municipality's budgets, follow-ups, analyses and plans
Arshjul prints the documents of a municipality's yearly wheel. An author
writes the narrative in XML and keeps the figures in CSV tables; out comes a
PDF that is accessible (PDF/UA) and archivable (PDF/A), and a web page.
.
Every figure in the prose is bound to a table or a formula, and the build
fails where the words and the figures part. Reports are printed by the
hundred, unattended: unchanged ones are skipped, and one that fails costs the
others nothing.")

# The libraries are found by dpkg-shlibdeps; the typefaces are those that the themes of templates/themes name.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "fonts-inter, fonts-lato, fonts-noto-core, fonts-open-sans")
# Swedish on the terminal needs a Swedish locale; the completions for bash are loaded by its package.
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "locales, bash-completion")

# Who answers for the package, and the date that everything in it bears, are those of the changelog's last entry.
set(debian ${CMAKE_CURRENT_LIST_DIR}/debian)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${debian}/changelog)
file(STRINGS ${debian}/changelog signature REGEX "^ -- " LIMIT_COUNT 1)
string(REGEX MATCH "^ -- (.*>)  (.*)$" signature "${signature}")
set(CPACK_DEBIAN_PACKAGE_MAINTAINER ${CMAKE_MATCH_1})
execute_process(COMMAND date -u -d ${CMAKE_MATCH_2} +%s OUTPUT_VARIABLE AJ_PACKAGE_DATE OUTPUT_STRIP_TRAILING_WHITESPACE
  COMMAND_ERROR_IS_FATAL ANY)
configure_file(${CMAKE_CURRENT_LIST_DIR}/date.cmake.in ${CMAKE_BINARY_DIR}/package-date.cmake @ONLY)
set(CPACK_PROJECT_CONFIG_FILE ${CMAKE_BINARY_DIR}/package-date.cmake)
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_LIST_DIR}/arrange.cmake)

set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
file(WRITE ${CMAKE_BINARY_DIR}/conffiles "/etc/arshjul/arshjul.conf\n")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${CMAKE_BINARY_DIR}/conffiles ${debian}/postinst ${debian}/prerm ${debian}/postrm)

install(FILES ${CMAKE_CURRENT_LIST_DIR}/completion/arshjul.bash
  DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME arshjul)
install(FILES ${CMAKE_CURRENT_LIST_DIR}/completion/_arshjul DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES ${debian}/copyright ${debian}/changelog DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES ${debian}/lintian-overrides DESTINATION ${CMAKE_INSTALL_DATADIR}/lintian/overrides RENAME arshjul)
install(DIRECTORY ${CMAKE_CURRENT_LIST_DIR}/slurm ${CMAKE_CURRENT_LIST_DIR}/kubernetes
  DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples USE_SOURCE_PERMISSIONS)

# Nothing is started by installing it: the operator enables what is wanted (templates/OPERATOR.md).
set(systemd ${CMAKE_CURRENT_LIST_DIR}/systemd)
file(GLOB units CONFIGURE_DEPENDS ${systemd}/*.service ${systemd}/*.timer)
install(FILES ${units} DESTINATION lib/systemd/system)
install(FILES ${systemd}/arshjul.conf DESTINATION ${CMAKE_INSTALL_SYSCONFDIR}/arshjul)
install(FILES ${systemd}/arshjul.sysusers DESTINATION lib/sysusers.d RENAME arshjul.conf)

include(CPack)
