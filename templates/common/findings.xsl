<?xml version="1.0" encoding="UTF-8"?>
<!-- A draft's open points: a mark where each was found, and the list of them last. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns="http://www.w3.org/1999/xhtml">

  <!--
    The marks of the findings made at the current element; called last in each element that may bear them. They are
    links: those of a link and of what stands in it follow after it.
  -->
  <xsl:template name="marks">
    <xsl:if test="@finding and /report/findings and not(ancestor::a)">
      <xsl:call-template name="mark">
        <xsl:with-param name="list" select="concat(normalize-space(@finding), ' ')"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template name="mark">
    <xsl:param name="list"/>
    <xsl:variable name="n" select="substring-before($list, ' ')"/>
    <xsl:if test="$n != ''">
      <a class="mark" href="#punkt-{$n}"><xsl:value-of select="$n"/></a>
      <xsl:call-template name="mark">
        <xsl:with-param name="list" select="substring-after($list, ' ')"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template match="findings">
    <section class="findings">
      <h1 id="oppna-punkter">Öppna punkter</h1>
      <xsl:choose>
        <xsl:when test="finding">
          <table class="findings">
            <thead>
              <tr>
                <th scope="col" class="mark">Nr</th>
                <th scope="col">Vad</th>
                <th scope="col">Var</th>
              </tr>
            </thead>
            <tbody><xsl:apply-templates select="finding"/></tbody>
          </table>
        </xsl:when>
        <xsl:otherwise><p>Inga öppna punkter.</p></xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <xsl:template match="finding">
    <tr class="{@severity}" id="punkt-{@n}">
      <th scope="row" class="mark"><xsl:value-of select="@n"/></th>
      <td>
        <p><strong><xsl:apply-templates select="@severity" mode="word"/></strong><xsl:text>: </xsl:text><xsl:apply-templates select="message"/></p>
        <xsl:if test="normalize-space(hint) != ''">
          <p class="hint"><xsl:apply-templates select="hint"/></p>
        </xsl:if>
      </td>
      <td><xsl:value-of select="@place"/><xsl:if test="@code"> (<xsl:value-of select="@code"/>)</xsl:if></td>
    </tr>
  </xsl:template>

  <xsl:template match="@severity" mode="word">
    <xsl:choose>
      <xsl:when test=". = 'error'">Fel</xsl:when>
      <xsl:when test=". = 'warning'">Varning</xsl:when>
      <xsl:otherwise>Notering</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

</xsl:stylesheet>
