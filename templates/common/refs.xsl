<?xml version="1.0" encoding="UTF-8"?>
<!-- Cross-references: the word is said here, the number is the theme's, as in the heading or caption referred to. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.w3.org/1999/xhtml">

  <xsl:key name="id" match="*[@id]" use="@id"/>

  <xsl:template match="ref">
    <xsl:variable name="target" select="key('id', @to)[1]"/>
    <xsl:variable name="word"><xsl:apply-templates select="$target" mode="ref-word"/></xsl:variable>
    <xsl:variable name="number"><xsl:apply-templates select="$target" mode="ref-number"/></xsl:variable>
    <xsl:variable name="initial" select="@capital = 'ja' or (not(preceding-sibling::*) and not(preceding-sibling::node()[normalize-space() != '']))"/>
    <a href="#{@to}">
      <xsl:if test="$target[self::note]">
        <xsl:attribute name="href">#not-<xsl:apply-templates select="$target" mode="id"/></xsl:attribute>
      </xsl:if>
      <xsl:attribute name="class">
        <xsl:value-of select="normalize-space(concat('ref ', $number))"/>
        <xsl:if test="@page = 'ja' and $number != 'to-page'"> with-page</xsl:if>
      </xsl:attribute>
      <xsl:copy-of select="@lang"/>
      <xsl:choose>
        <!-- What leads nowhere is told of where the link is made, and stands open in a draft. -->
        <xsl:when test="not($target)"><xsl:value-of select="concat('[', @to, '?]')"/></xsl:when>
        <xsl:when test="$initial">
          <xsl:value-of select="concat(translate(substring($word, 1, 1), 'abcdefghijklmnopqrstuvwxyzåäö', 'ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ'), substring($word, 2))"/>
        </xsl:when>
        <xsl:otherwise><xsl:value-of select="$word"/></xsl:otherwise>
      </xsl:choose>
    </a>
    <xsl:call-template name="marks"/>
  </xsl:template>

  <!-- In the contents, which link to the heading that it stands in: the words alone. -->
  <xsl:template match="ref" mode="plain">
    <xsl:variable name="target" select="key('id', @to)[1]"/>
    <xsl:variable name="number"><xsl:apply-templates select="$target" mode="ref-number"/></xsl:variable>
    <span class="{normalize-space(concat('ref ', $number))}" data-href="#{@to}">
      <xsl:if test="$target[self::note]">
        <xsl:attribute name="data-href">#not-<xsl:apply-templates select="$target" mode="id"/></xsl:attribute>
      </xsl:if>
      <xsl:apply-templates select="$target" mode="ref-word"/>
    </span>
  </xsl:template>

  <!-- What something is called, up to its number. -->
  <xsl:template match="*" mode="ref-word">sidan&#160;</xsl:template>
  <xsl:template match="table[key('captioned', generate-id())]" mode="ref-word">tabell&#160;</xsl:template>
  <xsl:template match="chart[key('figure', generate-id())] | orgchart[key('figure', generate-id())]" mode="ref-word">diagram&#160;</xsl:template>
  <xsl:template match="figure[key('figure', generate-id())]" mode="ref-word">bild&#160;</xsl:template>
  <xsl:template match="note" mode="ref-word">not&#160;</xsl:template>
  <xsl:template match="goal" mode="ref-word">mål&#160;<xsl:value-of select="@no"/></xsl:template>
  <xsl:template match="h1 | h2 | h3 | h4" mode="ref-word">
    <xsl:choose>
      <xsl:when test="self::h1 and ../@class[contains(concat(' ', ., ' '), ' bilaga ')]">bilaga&#160;</xsl:when>
      <xsl:when test="(self::h2 or self::h3) and ancestor::section[last()]/@class[contains(concat(' ', ., ' '), ' bilaga ')]">bilaga&#160;</xsl:when>
      <xsl:when test="self::h1 and ../@class[starts-with(concat(., ' '), 'trend ')]">trend&#160;</xsl:when>
      <xsl:when test="not($numbered) or self::h4 or ancestor::section[last()]/@class[starts-with(concat(., ' '), 'trend ')]">
        <xsl:variable name="words"><xsl:apply-templates mode="plain"/></xsl:variable>
        <xsl:value-of select="concat('avsnittet ”', normalize-space($words), '”')"/>
      </xsl:when>
      <xsl:when test="self::h1">kapitel&#160;</xsl:when>
      <xsl:otherwise>avsnitt&#160;</xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="section[*[1][self::h1 or self::h2 or self::h3 or self::h4]]" mode="ref-word">
    <xsl:apply-templates select="*[1]" mode="ref-word"/>
  </xsl:template>

  <!-- The class by which the theme writes the number. -->
  <xsl:template match="*" mode="ref-number">to-page</xsl:template>
  <xsl:template match="table[key('captioned', generate-id())]" mode="ref-number">to-<xsl:call-template name="appendix"/>table</xsl:template>
  <xsl:template match="chart[key('figure', generate-id())] | orgchart[key('figure', generate-id())]" mode="ref-number">to-<xsl:call-template name="appendix"/>chart</xsl:template>
  <xsl:template match="figure[key('figure', generate-id())]" mode="ref-number">to-<xsl:call-template name="appendix"/>picture</xsl:template>
  <xsl:template name="appendix">
    <xsl:if test="ancestor::section[last()]/@class[contains(concat(' ', ., ' '), ' bilaga ')]">appendix-</xsl:if>
  </xsl:template>
  <xsl:template match="note" mode="ref-number">to-note</xsl:template>
  <xsl:template match="goal" mode="ref-number"/>
  <xsl:template match="h1 | h2 | h3 | h4" mode="ref-number">
    <xsl:choose>
      <xsl:when test="self::h1 and ../@class[contains(concat(' ', ., ' '), ' bilaga ')]">to-appendix</xsl:when>
      <xsl:when test="self::h2 and ancestor::section[last()]/@class[contains(concat(' ', ., ' '), ' bilaga ')]">to-appendix-part</xsl:when>
      <xsl:when test="self::h3 and ancestor::section[last()]/@class[contains(concat(' ', ., ' '), ' bilaga ')]">to-appendix-point</xsl:when>
      <xsl:when test="self::h1 and ../@class[starts-with(concat(., ' '), 'trend ')]">to-trend</xsl:when>
      <xsl:when test="not($numbered) or self::h4 or ancestor::section[last()]/@class[starts-with(concat(., ' '), 'trend ')]"/>
      <xsl:when test="self::h1">to-chapter</xsl:when>
      <xsl:when test="self::h2">to-part</xsl:when>
      <xsl:otherwise>to-point</xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="section[*[1][self::h1 or self::h2 or self::h3 or self::h4]]" mode="ref-number">
    <xsl:apply-templates select="*[1]" mode="ref-number"/>
  </xsl:template>

  <xsl:variable name="numbered" select="contains(concat(' ', $classes, ' '), ' numbered ')"/>

</xsl:stylesheet>
