<?xml version="1.0" encoding="UTF-8"?>
<!-- The follow-up: delårsrapport, and the annual report's förvaltningsberättelse. Chapters and headings numbered to
     three levels, as decisions refer to them. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.w3.org/1999/xhtml">
  <xsl:import href="../common/document.xsl"/>
  <xsl:variable name="classes" select="'numbered running'"/>
</xsl:stylesheet>
